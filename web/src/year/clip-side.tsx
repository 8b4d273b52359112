import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useCallback, useState } from 'preact/hooks'
import type { ChangeCycle, Cycle } from '../../../src/cycles/schemas.ts'
import { call } from '../api/call.ts'
import { isNotHere } from '../api/problem.ts'
import { clipQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { later } from '../parts/later.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { timeCode } from '../player/time-code.ts'
import { ClipPane } from './clip-pane.tsx'
import type { Which } from './in-step.ts'
import type { Pair } from './pair.ts'
import { cycleQuery } from './year-queries.ts'

const ChooseClip = later(async () => (await import('./choose-clip-dialog.tsx')).ChooseClipDialog)

interface Props {
  readonly cycle: Cycle
  readonly which: Which
  readonly pair: Pair
  readonly canChange: boolean
}

/** One side of the two: which clip it is, the clip itself, and from where it plays together with the other. */
export function ClipSide({ cycle, which, pair, canChange }: Props) {
  const client = useQueryClient()
  const [isChoosing, setChoosing] = useState(false)
  const { isBusy, refusal, act } = useAct()
  const shown = which === 'first' ? cycle.firstClip : cycle.secondClip
  const fromMs = which === 'first' ? cycle.firstFromMs : cycle.secondFromMs
  const title = t(which === 'first' ? 'cycle.first' : 'cycle.second')
  const chooseWords = t(shown ? 'cycle.choose-another' : 'cycle.choose')
  const change = async (body: ChangeCycle) => {
    const next = await call<Cycle>(`/api/v1/cycles/${cycle.id}`, { method: 'PATCH', body })
    client.setQueryData(cycleQuery(cycle.id).queryKey, next)
  }
  const setHere = () => {
    const ms = Math.round(pair[which].timeMs.peek())
    const body = which === 'first' ? { firstFromMs: ms } : { secondFromMs: ms }
    void act(() => change(body), t('cycle.here-set', { time: timeCode(ms) }))
  }
  return (
    <section class="pair-side" aria-labelledby={`clip-${which}`}>
      <h3 id={`clip-${which}`}>{title}</h3>
      {shown ? (
        <>
          <p>
            <a href={`/clips/${shown.id}`}>{shown.title}</a>{' '}
            <span class="hint">{t('clip.by', { name: shown.owner.name })}</span>
          </p>
          <Shown key={shown.id} clipId={shown.id} {...{ cycle, which, pair, fromMs }} />
          <div class="actions">
            <span class="hint">{t('cycle.from', { time: timeCode(fromMs) })}</span>
            {canChange && (
              <Button
                look="quiet"
                busy={isBusy}
                aria-label={`${t('cycle.here')}: ${shown.title}`}
                onClick={setHere}
              >
                {t('cycle.here')}
              </Button>
            )}
          </div>
          <Refusal of={refusal} />
        </>
      ) : (
        <p class="empty">{t(which === 'first' ? 'cycle.no-first' : 'cycle.no-second')}</p>
      )}
      {canChange && (
        <p>
          <Button
            look={shown ? 'quiet' : 'plain'}
            aria-label={`${chooseWords}: ${title}`}
            onClick={() => setChoosing(true)}
          >
            {chooseWords}
          </Button>
        </p>
      )}
      {isChoosing && (
        <ChooseClip
          cohortId={cycle.cohort.id}
          chosenId={shown?.id ?? null}
          onChoose={(clipId) =>
            change(which === 'first' ? { firstClipId: clipId } : { secondClipId: clipId })
          }
          onClose={() => setChoosing(false)}
        />
      )}
    </section>
  )
}

interface ShownProps extends Pick<Props, 'cycle' | 'which' | 'pair'> {
  readonly clipId: string
  readonly fromMs: number
}

function Shown({ clipId, cycle, which, pair, fromMs }: ShownProps) {
  const client = useQueryClient()
  const clip = useQuery(clipQuery(clipId))
  const { refetch } = clip
  const look = useCallback(() => {
    void refetch()
    void client.invalidateQueries({ queryKey: cycleQuery(cycle.id).queryKey })
  }, [client, cycle.id, refetch])
  if (isNotHere(clip.error)) return <p class="empty">{t('cycle.clip-gone')}</p>
  if (clip.data?.can.play) {
    return <ClipPane clip={clip.data} onTrouble={look} {...{ which, pair, fromMs }} />
  }
  if (clip.data) {
    return <p class="empty">{t(clip.data.state === 'paused' ? 'clip.paused' : 'cycle.clip-unready')}</p>
  }
  if (clip.error) return <Trouble error={clip.error} onRetry={() => void refetch()} />
  return <Loading />
}
