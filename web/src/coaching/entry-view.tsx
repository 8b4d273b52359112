import { useState } from 'preact/hooks'
import type { Entry } from '../../../src/coaching/schemas.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Confirm } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { say } from '../parts/status.tsx'
import { kindWords } from './coaching-words.ts'
import { useFirstField } from './use-first-field.ts'
import { useSpace } from './use-space.ts'

interface Props {
  readonly entry: Entry
  readonly cohortId: string
}

/** What one of the two wrote, and what they can still do about it. */
export function EntryView({ entry, cohortId }: Props) {
  const { id, kind, body, author, mine, clip, createdAt, editedAt } = entry
  const [isEditing, setEditing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const { isBusy, refusal, press } = useSpace(cohortId)
  const remove = async () => {
    const isGone = await press('DELETE', `entries/${id}`, undefined, t('coaching.entry-deleted'))
    setAsking(false)
    if (isGone) document.getElementById('journal')?.focus()
  }
  return (
    <article class="entry" aria-labelledby={`entry-${id}`}>
      <p class="entry-head" id={`entry-${id}`}>
        <strong>{kindWords(kind)}</strong> <span>{author.name}</span>{' '}
        <time dateTime={createdAt}>{whenInWords(createdAt)}</time>
        {editedAt && <span> · {t('coaching.edited')}</span>}
      </p>
      {isEditing ? (
        <EditEntry entry={entry} cohortId={cohortId} onDone={() => setEditing(false)} />
      ) : (
        <p class="entry-body">{body}</p>
      )}
      {clip && (
        <p>
          <a class="entry-clip" href={`/clips/${clip.id}`}>
            <Icon name="clips" />
            <span>{clip.title}</span>
          </a>
        </p>
      )}
      <Refusal of={refusal} />
      {mine && !isEditing && (
        <div class="line-actions">
          <Button look="text" aria-label={t('coaching.edit-aloud')} onClick={() => setEditing(true)}>
            {t('coaching.change')}
          </Button>
          <Button look="text" aria-label={t('coaching.delete-aloud')} onClick={() => setAsking(true)}>
            {t('coaching.delete')}
          </Button>
        </div>
      )}
      {isAsking && (
        <Confirm
          title={t('coaching.delete-ask')}
          action={t('coaching.delete')}
          busy={isBusy}
          onConfirm={() => void remove()}
          onClose={() => setAsking(false)}
        >
          {t('coaching.delete-words')}
        </Confirm>
      )}
    </article>
  )
}

function EditEntry({ entry: { id, body }, cohortId, onDone }: Props & { readonly onDone: () => void }) {
  const { send } = useSpace(cohortId)
  const field = `edit-${id}`
  useFirstField(field)
  return (
    <Form
      label={t('coaching.edit-aloud')}
      action={t('coaching.save')}
      check={(form) => checkFields(form, [{ field, missing: 'coaching.entry-missing' }])}
      send={async (form) => {
        await send('PATCH', `entries/${id}`, { body: String(form.get(field)).trim() })
        onDone()
        say(t('coaching.saved'))
      }}
      beside={
        <Button look="quiet" onClick={onDone}>
          {t('cancel')}
        </Button>
      }
    >
      <TextArea
        label={t('coaching.edit-aloud')}
        id={field}
        name={field}
        maxLength={10_000}
        rows={5}
        defaultValue={body}
      />
    </Form>
  )
}
