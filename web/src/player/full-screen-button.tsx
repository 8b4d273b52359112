import { useEffect, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { IconButton } from '../parts/button.tsx'
import type { Player } from './player.ts'

export function FullScreenButton({ player }: { readonly player: Player }) {
  const [isFull, setFull] = useState(false)
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [])
  const label = document.fullscreenEnabled ? t('player.full') : t('player.full-bare')
  return (
    <IconButton
      class="full-button"
      icon={isFull ? 'smaller' : 'full'}
      label={isFull ? t('player.smaller') : label}
      onClick={() => player.toggleFullScreen()}
    />
  )
}
