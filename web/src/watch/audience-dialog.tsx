import { useQuery } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import { cohortsQuery } from '../api/queries.ts'
import { isPrivate } from '../clips/clip-state.ts'
import { ownerName } from '../clips/owner-name.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { CohortWords } from './cohort-words.tsx'
import { ShareOffer } from './share-offer.tsx'
import { type Sharing, useSharing } from './use-sharing.ts'

export interface AudienceProps {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly onClose: () => void
}

/** Who can watch, by name; for the owner, with the means to change it. */
export function AudienceDialog({ clip, isOwner, onClose }: AudienceProps) {
  const cohorts = useQuery(cohortsQuery)
  const sharing = useSharing(clip.id)
  const all = cohorts.data?.items ?? []
  const others = all.filter(({ id }) => !clip.grants.some(({ cohort }) => cohort.id === id))
  return (
    <Dialog title={t('sharing.title')} onClose={onClose}>
      {sharing.refusal !== undefined && (
        <Notice tone="danger" urgent>
          <p>{problemWords(sharing.refusal)}</p>
        </Notice>
      )}
      {cohorts.isPending && <Loading />}
      {cohorts.error && <Trouble error={cohorts.error} onRetry={() => void cohorts.refetch()} />}
      {clip.state === 'withdrawn' ? (
        <p>{t('clip.withdrawn')}</p>
      ) : clip.grants.length === 0 ? (
        <p>{t(clip.exemplarId ? 'sharing.exemplar-alone' : 'sharing.nobody')}</p>
      ) : (
        <ul class="cohorts">
          {clip.grants.map((grant) => (
            <li key={grant.id}>
              <CohortWords
                name={grant.cohort.name}
                cohort={all.find(({ id }) => id === grant.cohort.id)}
                ownerId={clip.owner?.id}
              >
                {grant.canDownload && <p class="hint">{t('sharing.downloads')}</p>}
                <KeptOut grant={grant} sharing={sharing} />
              </CohortWords>
              {isOwner && (
                <Button
                  busy={sharing.isBusy}
                  onClick={() =>
                    void sharing.stopSharing(grant.id, t('sharing.stopped', { cohort: grant.cohort.name }))
                  }
                >
                  {t('sharing.stop')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isOwner && clip.exemplarId && (
        <p>
          <a href={`/exemplars/${clip.exemplarId}/passport`}>{t('sharing.passport')}</a>
        </p>
      )}
      {isOwner && clip.can.share && <ShareOffer clip={clip} cohorts={others} sharing={sharing} />}
      {isOwner && cohorts.data && all.length === 0 && <p class="hint">{t('sharing.no-cohort')}</p>}
      {isOwner && <TakeBack clip={clip} sharing={sharing} onDone={onClose} />}
      {!isOwner && <p class="hint">{t('sharing.owner-decides', { name: ownerName(clip.owner) })}</p>}
    </Dialog>
  )
}

/** Who takes part in the owner's evaluation and came to the cohort later: they see nothing until the owner lets them. */
function KeptOut({ grant, sharing }: { grant: Clip['grants'][number]; sharing: Sharing }) {
  return grant.evaluators
    .filter(({ acknowledged }) => !acknowledged)
    .map(({ id, name }) => (
      <div key={id}>
        <p class="hint">{t('sharing.evaluator-out', { name })}</p>
        <Button
          busy={sharing.isBusy}
          onClick={() => void sharing.letIn(grant.id, id, t('sharing.evaluator-now', { name }))}
        >
          {t('sharing.evaluator-let-in', { name })}
        </Button>
      </div>
    ))
}

/** Closes the dialog once it is so: the second half of a double click would undo it, on the button that stands there then. */
function TakeBack({ clip, sharing, onDone }: { clip: Clip; sharing: Sharing; onDone: () => void }) {
  const { isBusy } = sharing
  const thenClose = (done: boolean) => done && onDone()
  if (clip.can.restore) {
    return (
      <section class="take-back">
        <p class="hint">{t('sharing.bring-back-words')}</p>
        <Button
          busy={isBusy}
          onClick={() => void sharing.bringBack(t('sharing.brought-back')).then(thenClose)}
        >
          {t('sharing.bring-back')}
        </Button>
      </section>
    )
  }
  if (!clip.can.withdraw || isPrivate(clip)) return null
  return (
    <section class="take-back">
      <p class="hint">{t('sharing.take-back-words')}</p>
      <Button
        look="danger"
        busy={isBusy}
        onClick={() => void sharing.takeBack(t('sharing.taken-back')).then(thenClose)}
      >
        {t('sharing.take-back')}
      </Button>
    </section>
  )
}
