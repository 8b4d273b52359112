import { useEffect, useState } from 'preact/hooks'
import type { Pack } from '../../../src/packs/schemas.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { say } from '../parts/status.tsx'
import { timeCode } from '../player/time-code.ts'
import { inLanguage } from './pack-words.ts'

/** The protocol, stage by stage: its prompt, and how much of its time is left. Nothing rings, and nothing turns red. */
export function RoomClock({ script }: { readonly script: Pack['script'] }) {
  const [at, setAt] = useState(0)
  const stage = script[at]
  if (!stage) return null
  return (
    <section class="room-clock" aria-labelledby="room-stage">
      <div>
        <h2 id="room-stage">
          {inLanguage(stage.name)}{' '}
          <span class="hint">{t('room.of', { place: at + 1, count: script.length })}</span>
        </h2>
        <p>{inLanguage(stage.prompt)}</p>
      </div>
      {stage.minutes > 0 && <Countdown key={at} minutes={stage.minutes} />}
      <div class="actions">
        <Button busy={at === 0} onClick={() => setAt(at - 1)}>
          {t('room.stage-before')}
        </Button>
        <Button busy={at === script.length - 1} onClick={() => setAt(at + 1)}>
          {t('room.stage-next')}
        </Button>
      </div>
    </section>
  )
}

function Countdown({ minutes }: { readonly minutes: number }) {
  const [leftMs, setLeft] = useState(minutes * 60_000)
  /** By the clock on the wall, as a page in the background ticks when it likes. */
  const [endsAt, setEndsAt] = useState<number>()
  useEffect(() => {
    if (endsAt === undefined) return
    const timer = setInterval(() => {
      const left = Math.max(0, endsAt - Date.now())
      setLeft(left)
      if (left > 0) return
      setEndsAt(undefined)
      say(t('room.time-over'))
    }, 250)
    return () => clearInterval(timer)
  }, [endsAt])
  const runs = endsAt !== undefined
  return (
    <div class="room-time">
      <p role="timer" aria-label={durationInWords(leftMs)}>
        {timeCode(Math.ceil(leftMs / 1000) * 1000)}
      </p>
      <div class="actions">
        {(runs || leftMs > 0) && (
          <Button onClick={() => setEndsAt(runs ? undefined : Date.now() + leftMs)}>
            {runs ? t('room.time-pause') : t('room.time-start')}
          </Button>
        )}
        {!runs && leftMs < minutes * 60_000 && (
          <Button look="text" onClick={() => setLeft(minutes * 60_000)}>
            {t('room.time-again')}
          </Button>
        )}
      </div>
    </div>
  )
}
