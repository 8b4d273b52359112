import { useEffect, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import type { Player } from './player.ts'

const tryAgainSeconds = 5

/** Keeps the picture, and says what is wrong with it. */
export function PlayerTrouble({ player }: { readonly player: Player }) {
  const trouble = player.trouble.value
  return (
    <div class="player-trouble" role="alert">
      {trouble === 'media' ? <p>{t('player.cannot')}</p> : <Countdown onZero={() => player.retry()} />}
      <div class="actions">
        <Button onClick={() => player.retry()}>{t('again')}</Button>
        {player.quality.value === 'auto' && player.hasPicture.value && (
          <Button onClick={() => player.setQuality('lower')}>{t('player.lower')}</Button>
        )}
      </div>
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
