import type { QueryClient } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { isConnected } from '../browser/connection.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { forgetOld } from './kept-of.ts'
import { followLeaving } from './leave.ts'
import { openPosts, queuedFor } from './open-posts.ts'
import { watchConnection } from './watch-connection.ts'
import { isOutdated, watchVersion } from './watch-version.ts'

interface Props {
  readonly personId: string | undefined
  readonly client: QueryClient
}

/** At the foot of the window, over nothing that moves: what holds for the page as a whole. */
export function Line({ personId, client }: Props) {
  useEffect(() => {
    watchConnection(client)
    watchVersion()
    void forgetOld(Date.now())
  }, [client])
  useEffect(() => {
    if (!personId) return
    const ends = [openPosts(personId, client), followLeaving(personId)]
    return () => {
      for (const end of ends) end()
    }
  }, [personId, client])

  const queued = queuedFor()
  const refused = queued.filter(({ phase }) => phase === 'refused')
  const waiting = queued.length - refused.length
  const [first] = refused
  const isLost = !isConnected.value
  return (
    <div class="offline-line" role="status">
      {isLost && (
        <p>
          {t('offline.line')} {waiting > 0 && t('offline.waiting', { count: waiting })}
        </p>
      )}
      {first && (
        <p>
          {t('offline.refused', { count: refused.length })}{' '}
          <a href={`/clips/${first.clipId}`}>{t('offline.see')}</a>
        </p>
      )}
      {isOutdated.value && !isLost && (
        <p>
          {t('offline.version')}{' '}
          <Button look="text" onClick={() => location.reload()}>
            {t('offline.load')}
          </Button>
        </p>
      )}
    </div>
  )
}
