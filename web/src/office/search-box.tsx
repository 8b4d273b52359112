import { useEffect, useId, useState } from 'preact/hooks'

interface Props {
  readonly label: string
  readonly hint?: string
  readonly onSearch: (text: string) => void
}

const pauseMs = 300

/** Searches while it is typed, after a short pause, and at once on Enter. */
export function SearchBox({ label, hint, onSearch }: Props) {
  const id = useId()
  const [text, setText] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <search>
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault()
          onSearch(text.trim())
        }}
      >
        <label for={id}>{label}</label>
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        <input
          id={id}
          type="search"
          maxLength={100}
          autoComplete="off"
          spellcheck={false}
          value={text}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </form>
    </search>
  )
}
