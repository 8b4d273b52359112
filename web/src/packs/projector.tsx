import { useEffect, useRef, useState } from 'preact/hooks'
import type { Pack, PackWords } from '../../../src/packs/schemas.ts'
import { stayAwake } from '../browser/stay-awake.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { usePageTitle } from '../parts/page.tsx'
import { Switch } from '../parts/switch.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { KindMark } from '../threads/kinds.tsx'
import { momentCode } from '../threads/moment-words.ts'
import { inRoom, packFor } from './pack-words.ts'
import { RoomClock } from './room-clock.tsx'
import { RoomScreen } from './room-screen.tsx'
import { saidIn } from './said-in.ts'
import { useRoom } from './use-room.ts'
import { useRoomKeys } from './use-room-keys.ts'

interface Props {
  readonly pack: Pack
  /** A clip stopped: perhaps it was taken back. */
  readonly onTrouble: () => unknown
}

/** The pack on the wall. */
export function Projector({ pack, onTrouble }: Props) {
  const moments = inRoom(pack)
  const room = useRoom(moments)
  const { moment, place, player, showsWords, go } = room
  const [showsNames, setShowsNames] = useState(false)
  const wall = useRef<HTMLDivElement>(null)
  const heading = usePageTitle(t('room.title'))
  useRoomKeys({ next: () => go(place + 1, true), previous: () => go(place - 1, false), toggle: room.toggle })
  useEffect(() => {
    stayAwake(true)
    return () => stayAwake(false)
  }, [])
  const fill = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : wall.current?.requestFullscreen())?.catch(
      () => {},
    )
  return (
    <div class="projector" ref={wall}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {packFor(pack.assignment)}
        </h1>
        <div class="actions">
          <Switch label={t('pack.names')} on={showsNames} onChange={setShowsNames} />
          {document.fullscreenEnabled && (
            <Button icon="full" onClick={fill}>
              {t('player.full')}
            </Button>
          )}
          <a class="button" href={`/assignments/${pack.assignment.id}/pack`}>
            {t('room.back')}
          </a>
        </div>
      </header>
      {moment ? (
        <div class="room">
          <div>
            <RoomScreen
              key={moment.clip.id}
              clipId={moment.clip.id}
              player={player}
              playback={room.playback}
              onToggle={room.toggle}
              onTrouble={onTrouble}
            />
            {room.refusal && <Trouble error={room.refusal} onRetry={room.retry} />}
            <div class="actions">
              <Button busy={place === 0} onClick={() => go(place - 1, false)}>
                {t('room.previous')}
              </Button>
              <Button look="primary" icon="play" onClick={room.again}>
                {t('room.play')}
              </Button>
              <Button busy={showsWords} onClick={room.showWords}>
                {t('room.show-words')}
              </Button>
              <Button busy={place === moments.length - 1} onClick={() => go(place + 1, true)}>
                {t('room.next')}
              </Button>
            </div>
          </div>
          <div class="room-words">
            <h2>
              <span class="hint">{t('room.of', { place: place + 1, count: moments.length })}</span>
              {moment.clip.title} · {momentCode(moment)}
            </h2>
            <div aria-live="polite">
              {showsWords &&
                wordsAt(pack, moment.threads, moment).map((words) => (
                  <blockquote key={words.threadId}>
                    <KindMark kind={words.kind} />{' '}
                    <span class="visually-hidden">{t(`kind.${words.kind}`)}: </span>
                    {saidIn(words, showsNames)}
                    {showsNames && <cite>{words.author.name}</cite>}
                  </blockquote>
                ))}
            </div>
            {!showsWords && <p class="hint">{t('room.words-later')}</p>}
          </div>
        </div>
      ) : (
        <div class="empty">
          <p>{t('pack.nothing')}</p>
        </div>
      )}
      <RoomClock script={pack.script} />
      <p class="hint">{t('room.keys')}</p>
    </div>
  )
}

/** As many as can be read from the last row. */
const mostWords = 3

/** The words that stand for a moment, and how others read it. */
function wordsAt({ readings }: Pack, threads: readonly string[], first: PackWords): PackWords[] {
  const others = readings
    .flatMap((reading) => reading.threads)
    .filter(({ threadId }) => threadId !== first.threadId && threads.includes(threadId))
  return [first, ...others].slice(0, mostWords)
}
