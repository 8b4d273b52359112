import { signal } from '@preact/signals'

/** Whether a newer version than this page's is here. The page stays as it is until its reader wants it loaded anew. */
export const isOutdated = signal(false)

const askAgainMs = 3_600_000

let isWatched = false

/** Puts the service worker to work, and learns of newer ones, also where a page stays open for days. */
export function watchVersion(): void {
  const { serviceWorker } = navigator
  // Without https there is none, and in development nothing would ever be new.
  if (isWatched || !serviceWorker || !import.meta.env.PROD) return
  isWatched = true
  serviceWorker.addEventListener('controllerchange', () => serviceWorker.controller?.postMessage('version'))
  serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ script?: unknown }>) => {
    if (typeof data?.script === 'string') isOutdated.value = data.script !== ownScript()
  })
  serviceWorker.startMessages()
  void register(serviceWorker)
}

async function register(container: ServiceWorkerContainer): Promise<void> {
  try {
    const registration = await container.register('/service-worker.js')
    let askedAt = Date.now()
    const ask = () => {
      if (document.visibilityState !== 'visible' || Date.now() - askedAt < askAgainMs) return
      askedAt = Date.now()
      registration.update().catch(() => {})
    }
    document.addEventListener('visibilitychange', ask)
    setInterval(ask, askAgainMs / 4)
  } catch {
    // Switched off by the browser or its administrator: then there is no page without a connection, and all else works.
  }
}

/** Its name changes with everything that it leads to. */
const ownScript = (): string =>
  new URL(document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src ?? location.href)
    .pathname
