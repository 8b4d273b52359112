import { useEffect, useRef } from 'preact/hooks'
import { ApiProblem } from '../api/problem.ts'
import { isConnected } from '../browser/connection.ts'
import { keptPackAt } from '../browser/kept-pack.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { later } from '../parts/later.tsx'
import { Page } from '../parts/page.tsx'
import { Trouble } from '../parts/trouble.tsx'

const KeptPackLater = later(
  async () => (await import('../packs/kept-pack-page.tsx')).KeptPackPage,
  'pack',
  'watch',
)

interface Props {
  readonly error: unknown
  readonly onRetry: () => void
}

/** No answer came for the page itself. It goes on by itself when one does. */
export function Unreached({ error, onRetry }: Props) {
  const isThere = isConnected.value
  const wasThere = useRef(isThere)
  useEffect(() => {
    if (isThere && !wasThere.current) onRetry()
    wasThere.current = isThere
  }, [isThere])
  if (error instanceof ApiProblem) return <Trouble error={error} onRetry={onRetry} />
  const kept = keptPackAt(location.pathname)
  if (kept) return <KeptPackLater kept={kept} onRetry={onRetry} />
  const isOffline = !navigator.onLine
  return (
    <Page title={t(isOffline ? 'offline.title' : 'offline.server-title')} class="narrow">
      <p>{t(isOffline ? 'offline.words' : 'offline.server-words')}</p>
      <p>{t('offline.safe')}</p>
      <p class="hint">{t('offline.again')}</p>
      <div class="actions">
        <Button look="primary" onClick={onRetry}>
          {t('again')}
        </Button>
      </div>
    </Page>
  )
}
