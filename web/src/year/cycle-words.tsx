import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Cycle } from '../../../src/cycles/schemas.ts'
import { call } from '../api/call.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { cycleQuery, yearKey } from './year-queries.ts'

const words = {
  changed: { title: 'cycle.changed', none: 'cycle.changed-none', hint: 'cycle.changed-hint' },
  learned: { title: 'cycle.learned', none: 'cycle.learned-none', hint: 'cycle.learned-hint' },
} as const satisfies Record<string, Record<string, MessageKey>>

interface Props {
  readonly cycle: Cycle
  readonly what: keyof typeof words
  readonly canChange: boolean
}

/** What is different the second time, or what is taken from it; written where it stands. */
export function CycleWords({ cycle, what, canChange }: Props) {
  const client = useQueryClient()
  const [isWriting, setWriting] = useState(false)
  const { title, none, hint } = words[what]
  const said = cycle[what]
  const writeWords = t(said ? 'cycle.rewrite' : 'cycle.write')
  const send = async (form: FormData) => {
    const text = String(form.get(what)).trim().replaceAll('\r\n', '\n') || null
    const next = await call<Cycle>(`/api/v1/cycles/${cycle.id}`, { method: 'PATCH', body: { [what]: text } })
    client.setQueryData(cycleQuery(cycle.id).queryKey, next)
    void client.invalidateQueries({ queryKey: yearKey(cycle.cohort.id) })
    setWriting(false)
    say(t('cycle.saved'))
  }
  return (
    <section aria-labelledby={`cycle-${what}`}>
      <h2 id={`cycle-${what}`}>{t(title)}</h2>
      {isWriting ? (
        <Form
          label={t(title)}
          action={t('year.save')}
          send={send}
          beside={<Button onClick={() => setWriting(false)}>{t('cancel')}</Button>}
        >
          <TextArea
            label={t(title)}
            hint={t(hint)}
            {...{ id: what, name: what, defaultValue: said ?? '', maxLength: 5000, rows: 5 }}
          />
        </Form>
      ) : (
        <>
          {said ? <p class="said">{said}</p> : <p class="hint">{t(none)}</p>}
          {canChange && (
            <p>
              <Button aria-label={`${writeWords}: ${t(title)}`} onClick={() => setWriting(true)}>
                {writeWords}
              </Button>
            </p>
          )}
        </>
      )}
    </section>
  )
}
