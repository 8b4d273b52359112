import type { MediaFacts } from './media-facts.ts'

/** What this device can tell about a file. Nothing of it is sent anywhere for that. */
export async function lookAtFile(file: File): Promise<MediaFacts> {
  try {
    const { readFacts } = await import('./remake-file.ts')
    const facts = await readFacts(file)
    return facts.durationMs === undefined ? { ...facts, durationMs: await playedLength(file) } : facts
  } catch {
    // A kind that only the browser's own player knows, or none that can be read here.
    return { durationMs: await playedLength(file), canRemake: false }
  }
}

const patienceMs = 10_000

/** Milliseconds, as the browser's player tells; undefined where it cannot. */
function playedLength(file: File): Promise<number | undefined> {
  const url = URL.createObjectURL(file)
  const video = document.createElement('video')
  return new Promise<number | undefined>((resolve) => {
    video.preload = 'metadata'
    video.onloadedmetadata = () =>
      resolve(Number.isFinite(video.duration) ? video.duration * 1000 : undefined)
    video.onerror = () => resolve(undefined)
    setTimeout(() => resolve(undefined), patienceMs)
    video.src = url
  }).finally(() => {
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(url)
  })
}
