import type Hls from 'hls.js'
import type { ErrorData } from 'hls.js'

/** Why it cannot play on: the way to the bytes, or the bytes themselves. */
export type MediaTrouble = 'network' | 'media'

export interface Media {
  /** Goes on loading after trouble on the way. */
  retry(): void
  close(): void
}

interface Options {
  readonly startAtSeconds: number
  readonly onTrouble: (trouble: MediaTrouble) => void
}

/**
 * Lets a video element play an HLS playlist from a moment on. hls.js does it wherever there are media source extensions:
 * browsers that claim to play HLS by themselves (`canPlayType`) fail on byte ranges in one file.
 */
export async function attachMedia(
  video: HTMLVideoElement,
  playlistUrl: string,
  options: Options,
): Promise<Media> {
  if (!('MediaSource' in window) && !('ManagedMediaSource' in window)) {
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
  watchErrors(hls, HlsLight, options.onTrouble)
  hls.on(HlsLight.Events.MANIFEST_PARSED, () => hls.startLoad(options.startAtSeconds))
  hls.loadSource(playlistUrl)
  hls.attachMedia(video)
  return {
    retry() {
      // Without a playlist there is nothing to go on with.
      if (hls.levels.length === 0) hls.loadSource(playlistUrl)
      else hls.startLoad(video.currentTime)
    },
    close: () => hls.destroy(),
  }
}

function watchErrors(hls: Hls, HlsLight: typeof Hls, onTrouble: Options['onTrouble']): void {
  let recovered = false
  hls.on(HlsLight.Events.ERROR, (_event: unknown, { fatal, type }: ErrorData) => {
    if (!fatal) return
    if (type === HlsLight.ErrorTypes.NETWORK_ERROR) return onTrouble('network')
    if (type === HlsLight.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true
      return hls.recoverMediaError()
    }
    onTrouble('media')
  })
}

function attachNatively(video: HTMLVideoElement, playlistUrl: string, options: Options): Media {
  const onError = () =>
    options.onTrouble(video.error?.code === MediaError.MEDIA_ERR_NETWORK ? 'network' : 'media')
  const load = (seconds: number) => {
    video.src = playlistUrl
    video.currentTime = seconds
  }
  video.addEventListener('error', onError)
  load(options.startAtSeconds)
  return {
    retry: () => load(video.currentTime),
    close() {
      video.removeEventListener('error', onError)
      video.removeAttribute('src')
      video.load()
    },
  }
}
