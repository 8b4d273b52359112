import { useEffect, useRef } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { type Asked, longestWords } from './asked.ts'

interface Props {
  readonly asked: Asked
  readonly onAsk: (asked: Asked) => void
}

/** Looks for words, within what is chosen. */
export function SearchForm({ asked, onAsk }: Props) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // Where the way back led to other words.
    const field = form.current?.elements.namedItem('q')
    if (field instanceof HTMLInputElement) field.value = asked.q
  }, [asked.q])
  return (
    // biome-ignore lint/a11y/useSemanticElements: the `search` element is younger than the browsers of the last two years.
    <form
      ref={form}
      role="search"
      class="in-a-row"
      onSubmit={(event) => {
        event.preventDefault()
        const q = String(new FormData(event.currentTarget).get('q') ?? '').trim()
        if (q !== asked.q) onAsk({ ...asked, q })
      }}
    >
      <Field
        label={t('library.search')}
        {...{ id: 'q', name: 'q', type: 'search', defaultValue: asked.q, maxLength: longestWords }}
        autoComplete="off"
      />
      <Button type="submit">{t('library.search-action')}</Button>
    </form>
  )
}
