import { useEffect, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import type { MediaTrouble } from './attach-media.ts'
import type { Player } from './player.ts'

const tryAgainSeconds = 5

interface Props {
  readonly player: Player
  /** Called when it stops: perhaps the clip is gone, or the sign-in. */
  readonly onTrouble: (trouble: MediaTrouble) => void
}

/** Keeps the picture, and says what is wrong with it. */
export function PlayerTrouble({ player, onTrouble }: Props) {
  const trouble = player.trouble.value
  useEffect(() => {
    if (trouble) onTrouble(trouble)
  }, [trouble, onTrouble])
  // What has ended goes on by itself.
  if (!trouble || trouble === 'ended') return null
  return (
    <div class="player-trouble" role="alert">
      {trouble === 'media' ? <p>{t('player.cannot')}</p> : <Countdown onZero={() => player.retry()} />}
      <Button onClick={() => player.retry()}>{t('again')}</Button>
    </div>
  )
}

function Countdown({ onZero }: { readonly onZero: () => void }) {
  const [seconds, setSeconds] = useState(tryAgainSeconds)
  useEffect(() => {
    const timer = setTimeout(() => (seconds > 1 ? setSeconds(seconds - 1) : onZero()), 1000)
    return () => clearTimeout(timer)
  }, [seconds, onZero])
  return (
    <p>
      {t('player.dropped')} <span aria-hidden="true">{t('player.dropped-again', { count: seconds })}</span>
    </p>
  )
}
