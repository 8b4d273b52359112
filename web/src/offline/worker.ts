/**
 * The service worker: it opens Interlude without a connection. It keeps built files and one page with nobody's data in it,
 * and never anything of the API, of a clip, or a page that was sent to somebody.
 */

// A module of its own, so that `self` can be what it is here.
export {}

declare const self: ServiceWorkerGlobalScope
/** Put in by the build. */
declare const __FILES__: readonly string[]
declare const __SCRIPT__: string
declare const __VERSION__: string

const prefix = 'interlude-built-'
const cacheName = prefix + __VERSION__
const shell = '/shell'
/** Pages of older versions may still be open, and want what belongs to them. */
const olderKept = 2
/** Longer than a weak link needs, shorter than a reader waits: the shell then asks for itself. */
const patienceMs = 6000

interface MayRoute extends ExtendableEvent {
  addRoutes?(rules: unknown): Promise<void>
}

self.addEventListener('install', (event: MayRoute) => {
  event.waitUntil(install())
  // Where the browser can, what is none of our business does not even wake this worker.
  const past = ['/api/*', '/media/*'].map((pathname) => ({
    condition: { urlPattern: new URLPattern({ pathname }) },
    source: 'network',
  }))
  if (event.addRoutes) event.waitUntil(event.addRoutes(past).catch(() => {}))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(activate())
})

self.addEventListener('fetch', (event) => {
  const { request, preloadResponse } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && !/^\/(api|media|assets)\//.test(pathname)) {
    event.respondWith(page(request, preloadResponse))
  } else if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

/** A page asks which version it would be given now. */
self.addEventListener('message', ({ data, source }) => {
  if (data === 'version') source?.postMessage({ script: __SCRIPT__ })
})

async function install(): Promise<void> {
  const cache = await caches.open(cacheName)
  // The shell always from the server: its security headers may have changed though the files did not.
  await Promise.all([cache.addAll([...__FILES__]), cache.add(new Request(shell, { cache: 'reload' }))])
  // At once: pages come from the server as long as it answers, and what older ones want is kept.
  await self.skipWaiting()
}

async function activate(): Promise<void> {
  const older = (await caches.keys()).filter((key) => key.startsWith(prefix) && key !== cacheName)
  for (const key of older.slice(0, Math.max(0, older.length - olderKept))) await caches.delete(key)
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
}

/** From the server, and from here only where it does not answer, or something in between answers for it. */
async function page(request: Request, preloaded: Promise<Response | undefined>): Promise<Response> {
  const timeOut = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs, undefined))
  const fromServer = preloaded.then((answer) => answer ?? fetch(request))
  // Too late is no failure.
  fromServer.catch(() => {})
  const answer = await Promise.race([fromServer, timeOut]).catch(() => undefined)
  if (answer && (answer.status < 502 || answer.status > 504)) return answer
  return (await caches.match(shell, { cacheName, ignoreVary: true })) ?? answer ?? fromServer
}

/** Built files never change: their names do. */
async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    const copy = answer.clone()
    // A full disk keeps nothing, and the page has its file all the same.
    await caches
      .open(cacheName)
      .then(
        (cache) => cache.put(request, copy),
        () => {},
      )
      .catch(() => {})
  }
  return answer
}
