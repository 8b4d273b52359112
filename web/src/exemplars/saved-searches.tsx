import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { say } from '../parts/status.tsx'
import { useAct } from '../parts/use-act.ts'
import { type Asked, askedIn, libraryAddress, searchOf } from './asked.ts'
import { savedSearchesQuery } from './exemplar-queries.ts'

/** What the reader looks for again and again, for themselves alone. */
export function SavedSearches() {
  const client = useQueryClient()
  const saved = useQuery(savedSearchesQuery)
  const { isBusy, refusal, act } = useAct()
  const items = saved.data?.items ?? []
  if (items.length === 0) return null
  const remove = (id: string, name: string) =>
    act(
      async () => {
        await call(`/api/v1/saved-searches/${id}`, { method: 'DELETE' })
        await client.invalidateQueries({ queryKey: savedSearchesQuery.queryKey })
      },
      t('saved.removed', { name }),
    )
  return (
    <details class="fold">
      <summary>{t('saved.title', { count: items.length })}</summary>
      <Refusal of={refusal} />
      <ul class="lines">
        {items.map(({ id, name, query }) => (
          <li key={id}>
            <a href={libraryAddress(askedIn(query))}>{name}</a>
            <Button
              look="text"
              busy={isBusy}
              aria-label={`${t('saved.remove')}: ${name}`}
              onClick={() => void remove(id, name)}
            >
              {t('saved.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}

interface SaveProps {
  readonly asked: Asked
  /** What it would be called, unless the reader knows better. */
  readonly name: string
}

/** Keeps what is asked for now under a name. */
export function SaveSearch({ asked, name }: SaveProps) {
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const send = async (form: FormData) => {
    const body = { name: String(form.get('search-name') ?? '').trim(), query: searchOf(asked) }
    await call('/api/v1/saved-searches', { method: 'POST', body })
    await client.invalidateQueries({ queryKey: savedSearchesQuery.queryKey })
    say(t('saved.saved'))
    close()
  }
  return (
    <>
      <Button look="text" onClick={() => setOpen(true)}>
        {t('saved.save')}
      </Button>
      {isOpen && (
        <Dialog title={t('saved.save')} onClose={close}>
          <Form
            action={t('saved.keep')}
            check={(form) => checkFields(form, [{ field: 'search-name', missing: 'saved.name-missing' }])}
            send={send}
          >
            <Field
              label={t('saved.name')}
              hint={t('saved.hint')}
              {...{ id: 'search-name', name: 'search-name', defaultValue: name.slice(0, 80), maxLength: 80 }}
              autoComplete="off"
              required
            />
          </Form>
        </Dialog>
      )}
    </>
  )
}
