import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { ChangeTakeaway, Takeaway } from '../../../src/meetings/takeaway-schemas.ts'
import { call } from '../api/call.ts'
import { watchLink } from '../clips/watch-link.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { takeawaysQuery } from './year-queries.ts'

/** What one person wrote down after a meeting, and what they can still do about it. */
export function TakeawayItem({ takeaway }: { readonly takeaway: Takeaway }) {
  const client = useQueryClient()
  const [isEditing, setEditing] = useState(false)
  const { id, body, author, createdAt, editedAt, threadId, clipId, can } = takeaway
  const field = `takeaway-${id}`
  const again = () => client.invalidateQueries({ queryKey: takeawaysQuery(takeaway.meetingId).queryKey })
  const save = async (form: FormData) => {
    const changed: ChangeTakeaway = { body: String(form.get(field)).trim() }
    await call(`/api/v1/takeaways/${id}`, { method: 'PATCH', body: changed })
    await again()
    setEditing(false)
    say(t('takeaway.changed'))
  }
  if (isEditing) {
    return (
      <li>
        <Form
          label={t('takeaway.edit')}
          action={t('year.save')}
          check={(form) => checkFields(form, [{ field, missing: 'takeaway.missing' }])}
          send={save}
          beside={<Button onClick={() => setEditing(false)}>{t('cancel')}</Button>}
        >
          <TextArea
            label={t('takeaway.body')}
            {...{ id: field, name: field, defaultValue: body, maxLength: 2000, rows: 3 }}
          />
        </Form>
      </li>
    )
  }
  return (
    <li>
      <div>
        <p class="said">{body}</p>
        <p class="clip-meta">
          <span>{author.name}</span>
          <span>{whenInWords(createdAt)}</span>
          {editedAt && <span>{t('takeaway.edited')}</span>}
          {clipId && threadId && <a href={watchLink(clipId, { threadId })}>{t('takeaway.moment')}</a>}
        </p>
      </div>
      {(can.change || can.remove) && (
        <div class="actions">
          {can.change && (
            <Button
              look="quiet"
              aria-label={`${t('takeaway.edit')}: ${body}`}
              onClick={() => setEditing(true)}
            >
              {t('takeaway.edit')}
            </Button>
          )}
          {can.remove && (
            <AskFirst
              look="quiet"
              label={t('takeaway.remove')}
              of={body}
              title={t('takeaway.remove-title')}
              words={[t('takeaway.remove-words')]}
              action={t('takeaway.remove')}
              does={async () => {
                await call(`/api/v1/takeaways/${id}`, { method: 'DELETE' })
                await again()
              }}
              done={t('takeaway.removed')}
            />
          )}
        </div>
      )}
    </li>
  )
}
