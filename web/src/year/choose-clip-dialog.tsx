import { useInfiniteQuery } from '@tanstack/preact-query'
import type { ClipRef } from '../../../src/cycles/schemas.ts'
import { clipsWhere } from '../clips/clips-queries.ts'
import { ownerName } from '../clips/owner-name.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'

type ClipId = ClipRef['id']

interface Props {
  readonly cohortId: string
  readonly chosenId: string | null
  readonly onChoose: (clipId: ClipId | null) => Promise<unknown>
  readonly onClose: () => void
}

/** One of the clips that are shared with the cohort already: nobody's clip is shown to more people by this. */
export function ChooseClipDialog({ cohortId, chosenId, onChoose, onClose }: Props) {
  const clips = useInfiniteQuery(clipsWhere({ cohortId, limit: 50 }))
  const all = clips.data?.pages.flatMap(({ items }) => items) ?? []
  const send = async (form: FormData) => {
    await onChoose((String(form.get('clip') ?? '') || null) as ClipId | null)
    say(t('cycle.saved'))
    onClose()
  }
  return (
    <Dialog title={t('cycle.choose')} onClose={onClose}>
      <p>{t('cycle.choose-words')}</p>
      {clips.isPending && <Loading />}
      {clips.error && <Trouble error={clips.error} onRetry={() => void clips.refetch()} />}
      {clips.data && all.length === 0 && <p class="empty">{t('cycle.none-shared')}</p>}
      {clips.data && (all.length > 0 || chosenId !== null) && (
        <Form action={t('year.save')} send={send}>
          <fieldset class="pick">
            <legend class="visually-hidden">{t('cycle.choose')}</legend>
            {all.map(({ id, title, owner, createdAt }) => (
              <label key={id}>
                <input type="radio" name="clip" value={id} defaultChecked={id === chosenId} />
                <span>
                  {title}
                  <span class="hint">
                    {' '}
                    {t('clip.by', { name: ownerName(owner) })} · {dateOf(createdAt)}
                  </span>
                </span>
              </label>
            ))}
            <label>
              <input type="radio" name="clip" value="" defaultChecked={chosenId === null} />
              <span>{t('cycle.no-clip')}</span>
            </label>
          </fieldset>
          {clips.hasNextPage && (
            <Button busy={clips.isFetchingNextPage} onClick={() => void clips.fetchNextPage()}>
              {t('clips.older')}
            </Button>
          )}
        </Form>
      )}
    </Dialog>
  )
}
