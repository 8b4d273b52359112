import type Hls from 'hls.js'
import type { ErrorData } from 'hls.js'

/** Why it cannot play on: the way to the bytes, the bytes themselves, or that the play has ended and is to be begun anew. */
export type MediaTrouble = 'network' | 'media' | 'ended'

export interface Media {
  /** Goes on loading after trouble on the way. */
  retry(): void
  /** The smallest picture, or what the connection carries. */
  setLower(isLower: boolean): void
  close(): void
}

interface Options {
  readonly startAtSeconds: number
  readonly isLower: boolean
  readonly onTrouble: (trouble: MediaTrouble) => void
}

/**
 * Lets a video element play an HLS playlist, or one file, from a moment on. Of a playlist hls.js does it wherever there are media source extensions:
 * browsers that claim to play HLS by themselves (`canPlayType`) fail on byte ranges in one file.
 */
export async function attachMedia(
  video: HTMLVideoElement,
  playlistUrl: string,
  options: Options,
): Promise<Media> {
  if (playlistUrl.endsWith('.mp4') || (!('MediaSource' in window) && !('ManagedMediaSource' in window))) {
    return attachNatively(video, playlistUrl, options)
  }
  const { default: HlsLight } = await import('hls.js/light')
  const hls = new HlsLight({
    autoStartLoad: false,
    startPosition: options.startAtSeconds,
    capLevelToPlayerSize: true,
    abrEwmaDefaultEstimate: 400_000,
    maxBufferLength: 20,
    maxMaxBufferLength: 60,
    backBufferLength: 30,
    // Its worker comes from a blob, which the Content-Security-Policy does not allow.
    enableWorker: false,
  })
  const listenOn = watchErrors(hls, HlsLight, options.onTrouble)
  // They are in the order of what they need.
  const setLower = (isLower: boolean) => {
    hls.loadLevel = isLower ? 0 : -1
  }
  hls.on(HlsLight.Events.MANIFEST_PARSED, () => {
    if (options.isLower) setLower(true)
    hls.startLoad(options.startAtSeconds)
  })
  hls.loadSource(playlistUrl)
  hls.attachMedia(video)
  return {
    retry() {
      listenOn()
      // Without a playlist there is nothing to go on with.
      if (hls.levels.length === 0) hls.loadSource(playlistUrl)
      else hls.startLoad(video.currentTime)
    },
    setLower,
    close: () => hls.destroy(),
  }
}

/** Answers how to listen on after trouble. */
function watchErrors(hls: Hls, HlsLight: typeof Hls, onTrouble: Options['onTrouble']): () => void {
  let recovered = false
  let ended = false
  hls.on(HlsLight.Events.ERROR, (_event: unknown, { fatal, type, response }: ErrorData) => {
    if (ended) return
    // Left to itself it would try one rendition after the other, and they are all gone.
    if (type === HlsLight.ErrorTypes.NETWORK_ERROR && whyRefused(response?.code) === 'ended') {
      ended = true
      hls.stopLoad()
      return onTrouble('ended')
    }
    if (!fatal) return
    if (type === HlsLight.ErrorTypes.NETWORK_ERROR) return onTrouble('network')
    if (type === HlsLight.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true
      return hls.recoverMediaError()
    }
    onTrouble('media')
  })
  return () => {
    ended = false
  }
}

const whyRefused = (status: number | undefined): MediaTrouble =>
  status === 404 || status === 410 ? 'ended' : 'network'

function attachNatively(video: HTMLVideoElement, playlistUrl: string, options: Options): Media {
  // The element does not say what it was answered.
  const onError = async () => {
    const isDecoding = video.error?.code === MediaError.MEDIA_ERR_DECODE
    const answer = isDecoding
      ? undefined
      : await fetch(playlistUrl, { method: 'HEAD' }).catch(() => 'none' as const)
    if (answer === undefined || (answer !== 'none' && answer.ok)) options.onTrouble('media')
    else options.onTrouble(answer === 'none' ? 'network' : whyRefused(answer.status))
  }
  const load = (seconds: number) => {
    // Somebody wants it by now, be it only to see the picture they sought.
    video.preload = 'auto'
    video.src = playlistUrl
    video.currentTime = seconds
  }
  video.addEventListener('error', onError)
  load(options.startAtSeconds)
  return {
    retry: () => load(video.currentTime),
    // The system chooses by itself, and by what it measures.
    setLower: () => {},
    close() {
      video.removeEventListener('error', onError)
      video.removeAttribute('src')
      video.load()
    },
  }
}
