import { useInfiniteQuery } from '@tanstack/preact-query'
import { clipsWhere } from '../clips/clips-queries.ts'
import { t } from '../messages/messages.ts'
import { Select, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { say } from '../parts/status.tsx'
import { kinds } from './coaching-queries.ts'
import { hintWords, kindWords } from './coaching-words.ts'
import { useEntryDraft } from './use-entry-draft.ts'
import { useSpace } from './use-space.ts'

/** A plan, what was seen, or what is thought of it; with a clip that is shared here, if there is one. */
export function EntryComposer({ cohortId }: { readonly cohortId: string }) {
  const { draft, isRestored, change, begin } = useEntryDraft(cohortId)
  const { send } = useSpace(cohortId)
  const clips = useInfiniteQuery(clipsWhere({ cohortId, limit: 10 })).data?.pages.flatMap(
    ({ items }) => items,
  )
  const { kind, body, clipId, clientKey } = draft
  return (
    <Form
      label={t('coaching.write')}
      action={t('coaching.write-action')}
      check={() => (body.trim() === '' ? [{ field: 'entry', text: t('coaching.entry-missing') }] : [])}
      send={async () => {
        const isShared = clips?.some(({ id }) => id === clipId)
        await send('POST', 'entries', {
          ...{ kind, body: body.trim(), clientKey },
          ...(isShared && { clipId }),
        })
        begin()
        say(t('coaching.written'))
      }}
    >
      <RadioChips
        legend={t('coaching.write')}
        value={kind}
        options={kinds.map((each) => ({ value: each, label: kindWords(each) }))}
        onChoose={(chosen) => change({ kind: chosen })}
      />
      <TextArea
        label={hintWords(kind)}
        hint={isRestored ? t('coaching.restored') : undefined}
        id="entry"
        maxLength={10_000}
        rows={4}
        value={body}
        onInput={({ currentTarget }) => change({ body: currentTarget.value })}
      />
      {clips !== undefined && clips.length > 0 && (
        <Select
          label={t('coaching.clip')}
          id="entry-clip"
          value={clipId}
          onChange={({ currentTarget }) => change({ clipId: currentTarget.value })}
        >
          <option value="">{t('coaching.clip-none')}</option>
          {clips.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      )}
    </Form>
  )
}
