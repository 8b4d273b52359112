import { useQuery } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { cohortsQuery } from '../api/queries.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { type Sharing, useSharing } from './use-sharing.ts'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly onClose: () => void
}

/** Who can watch, by name; for the owner, with the means to change it. */
export function AudienceDialog({ clip, isOwner, onClose }: Props) {
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
        <p>{t('sharing.nobody')}</p>
      ) : (
        <ul class="cohorts">
          {clip.grants.map((grant) => (
            <li key={grant.id}>
              <CohortWords
                name={grant.cohort.name}
                cohort={all.find(({ id }) => id === grant.cohort.id)}
                clip={clip}
              />
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
      {isOwner && clip.can.share && <Offer clip={clip} cohorts={others} sharing={sharing} />}
      {isOwner && cohorts.data && all.length === 0 && <p class="hint">{t('sharing.no-cohort')}</p>}
      {isOwner && <TakeBack clip={clip} sharing={sharing} onDone={onClose} />}
      {!isOwner && <p class="hint">{t('sharing.owner-decides', { name: clip.owner.name })}</p>}
    </Dialog>
  )
}

interface CohortProps {
  readonly name: string
  readonly cohort: Cohort | undefined
  readonly clip: Clip
}

/** A cohort with the names of who is in it. The owner goes without saying. */
function CohortWords({ name, cohort, clip }: CohortProps) {
  const names = cohort?.members.filter(({ id }) => id !== clip.owner.id).map((member) => member.name)
  return (
    <div>
      <p class="cohort-name">{name}</p>
      {names && <p class="hint">{names.length > 0 ? listInWords(names) : t('sharing.empty-cohort')}</p>}
    </div>
  )
}

function Offer({ clip, cohorts, sharing }: { clip: Clip; cohorts: readonly Cohort[]; sharing: Sharing }) {
  if (cohorts.length === 0) return null
  return (
    <section aria-labelledby="offer">
      <h3 id="offer">{t('sharing.offer')}</h3>
      <p class="hint">{t('sharing.offer-words')}</p>
      <ul class="cohorts">
        {cohorts.map((cohort) => (
          <li key={cohort.id}>
            <CohortWords name={cohort.name} cohort={cohort} clip={clip} />
            <Button
              look="primary"
              busy={sharing.isBusy}
              onClick={() => void sharing.share(cohort.id, t('sharing.shared', { cohort: cohort.name }))}
            >
              {t('sharing.share')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
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
  if (!clip.can.withdraw || clip.grants.length === 0) return null
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
