import { t } from '../messages/messages.ts'

/** Said below the picture while there are stills alone. */
export const StillsWords = () => (
  <p class="hint" role="status">
    {t('player.stills')}
  </p>
)
