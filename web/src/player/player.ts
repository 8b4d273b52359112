import { batch, signal } from '@preact/signals'
import type { Media, MediaTrouble } from './attach-media.ts'
import { Habits, type Quality } from './habits.ts'
import { frameBeside } from './time-code.ts'
import { toggleFullScreen } from './toggle-full-screen.ts'

interface Opened {
  readonly playlistUrl: string
  /** Of the sound alone, where it can be had by itself. */
  readonly soundUrl: string | null
  /** Of stills and speech, where they are not all there is. */
  readonly leanUrl?: string | null
  readonly durationMs: number
  readonly hasPicture: boolean
}

/**
 * What plays a clip, as signals: the clock ticks many times a second, and only what reads it is drawn again. Nothing is
 * fetched before somebody plays or seeks. Times are milliseconds of the clip.
 */
export class Player extends Habits {
  readonly timeMs = signal(0)
  readonly durationMs = signal(0)
  /** Nobody has played or sought yet. */
  readonly isFresh = signal(true)
  readonly isPlaying = signal(false)
  /** It should play, and has nothing to show yet. */
  readonly isWaiting = signal(false)
  readonly trouble = signal<MediaTrouble | undefined>(undefined)
  /** The part that is played over and over. */
  readonly loopRange = signal<{ readonly startMs: number; readonly endMs: number } | null>(null)
  readonly hasPicture = signal(false)
  /** A place in the picture is being marked: presses on the picture belong to that. */
  readonly isMarking = signal(false)
  /** What is played by itself where it is chosen, and is no step down that a connection takes. */
  readonly alone = signal<{ readonly [Q in Quality]?: string | null | undefined }>({})
  #video: HTMLVideoElement | undefined
  #stage: HTMLElement | undefined
  #media: Promise<Media> | undefined
  #playlistUrl = ''
  #ticking = 0
  /** Where it is to be, until it got there. Seconds. */
  #goal: number | undefined
  #isScrubbing = false
  /** Another play was asked for, and has shown nothing yet. */
  #isRenewed = false

  /** Says what there is to play, and how long it is. Without a playlist it waits for one, and for nothing else. */
  open({ playlistUrl, soundUrl, leanUrl, durationMs, hasPicture }: Opened): void {
    const was = this.#url()
    batch(() => {
      this.hasPicture.value = hasPicture
      this.alone.value = hasPicture ? { lean: leanUrl, sound: soundUrl } : {}
    })
    this.#playlistUrl = playlistUrl
    if (this.#media !== undefined && this.#url() !== was) this.#goOn()
    else if (this.#media === undefined) {
      this.durationMs.value = durationMs
      // What was pressed before it was known where it plays from.
      if (this.isWaiting.peek()) this.play()
      else if (this.#goal !== undefined) this.#wake()
    }
  }

  /** Takes the element that shows it, and what goes to the full screen with it. Answers how to let go, which empties it. */
  mount(video: HTMLVideoElement, stage: HTMLElement): () => void {
    this.#video = video
    this.element.value = video
    this.#stage = stage
    this.obey()
    const listening = new AbortController()
    const on = (type: string, listener: () => void) =>
      video.addEventListener(type, listener, { signal: listening.signal })
    const look = () => this.#look()
    for (const type of ['loadedmetadata', 'timeupdate', 'seeked', 'progress']) on(type, look)
    on('play', () => {
      this.isPlaying.value = true
      this.#tick()
    })
    on('pause', () => {
      this.isPlaying.value = false
      this.#look()
    })
    on('durationchange', () => {
      // What is said stands on the length that the server knows; the last frame may end a little before it.
      if (this.durationMs.value === 0 && Number.isFinite(video.duration)) {
        this.durationMs.value = video.duration * 1000
      }
    })
    on('waiting', () => {
      this.isWaiting.value = true
    })
    for (const type of ['playing', 'canplay', 'pause']) on(type, () => this.#flows())
    on('canplay', () => {
      this.#isRenewed = false
    })
    on('ended', () => {
      if (this.loopRange.peek()) this.#again()
    })
    return () => {
      listening.abort()
      cancelAnimationFrame(this.#ticking)
      this.#close()
      this.#video = undefined
      this.element.value = undefined
      this.isPlaying.value = false
    }
  }

  play(): void {
    this.#wake()
    this.isWaiting.value = true
    // Refused where the browser wants a gesture first, or when it is paused before it began. Both are seen.
    this.#video?.play().catch(() => this.#flows())
  }

  pause(): void {
    this.#video?.pause()
  }

  toggle(): void {
    if (this.#video?.paused === false) this.pause()
    else this.play()
  }

  seek(ms: number): void {
    const wanted = Math.min(Math.max(0, ms), this.durationMs.value)
    const loop = this.loopRange.peek()
    // Who goes elsewhere leaves the part that is played over and over.
    if (loop && (wanted < loop.startMs || wanted > loop.endMs)) this.loopRange.value = null
    this.#isScrubbing = false
    this.timeMs.value = wanted
    this.#goal = wanted / 1000
    if (this.#media === undefined) this.#wake()
    else if (this.#video) this.#video.currentTime = this.#goal
  }

  /** While the slider is dragged: the clock follows, the picture comes with the `seek` at the end. */
  scrub(ms: number): void {
    this.#isScrubbing = true
    this.timeMs.value = ms
  }

  skip(ms: number): void {
    this.seek(this.timeMs.value + ms)
  }

  step(direction: 1 | -1): void {
    this.pause()
    this.seek(frameBeside(this.timeMs.value / 1000, direction) * 1000)
  }

  /** Plays a part over and over, from its start. */
  playPart(range: { readonly startMs: number; readonly endMs: number }): void {
    this.loopRange.value = range
    this.#again()
  }

  /** Ends playing a part over and over; it goes on from where it is. */
  endLoop(): void {
    this.loopRange.value = null
  }

  setQuality(quality: Quality): void {
    const was = this.quality.value
    if (was === quality) return
    this.quality.value = quality
    this.obey()
    if (this.#media === undefined) return
    // After trouble everything is begun anew, and so it is where it is another file.
    const { [was]: from, [quality]: to } = this.alone.value
    if (this.trouble.value || from || to) this.#goOn()
    else void this.#media.then((media) => media.setLower(quality === 'lower'))
  }

  toggleFullScreen(): void {
    if (this.#stage && this.#video) toggleFullScreen(this.#stage, this.#video)
  }

  /** After trouble: tries to go on from where it stopped. */
  retry(): void {
    const was = this.trouble.value
    this.trouble.value = undefined
    this.#isRenewed = false
    // What could not be decoded is begun anew; what could not be fetched is gone on with.
    if (was === 'media') this.#close()
    if (this.#media === undefined) this.#wake()
    else void this.#media.then((media) => media.retry())
  }

  /** What was to be played from now on could not be had. */
  stumble(): void {
    this.#isRenewed = false
    this.trouble.value = 'network'
  }

  /** From another place, where it was. */
  #goOn(): void {
    const video = this.#video
    const plays = video?.paused === false
    this.trouble.value = undefined
    this.#close()
    this.#wake()
    // Emptied first, the element would forget that it is to play.
    if (plays) void this.#media?.then(() => this.play()).catch(() => {})
  }

  #url(): string {
    return this.alone.peek()[this.quality.peek()] || this.#playlistUrl
  }

  #close(): void {
    void this.#media?.then((media) => media.close()).catch(() => {})
    this.#media = undefined
  }

  #wake(): void {
    if (this.#media !== undefined || !this.#video || this.#playlistUrl === '') return
    const video = this.#video
    const startAtSeconds = this.timeMs.value / 1000
    this.#goal = startAtSeconds
    this.isFresh.value = false
    this.#media = this.#attach(video, this.#url(), startAtSeconds)
    this.#media.then(
      (media) => {
        if (this.#video !== video) media.close()
      },
      () => {
        this.#media = undefined
        this.trouble.value = 'network'
        this.isWaiting.value = false
      },
    )
  }

  async #attach(video: HTMLVideoElement, url: string, startAtSeconds: number): Promise<Media> {
    // Nobody needs it before they play.
    const { attachMedia } = await import('./attach-media.ts')
    return attachMedia(video, url, {
      startAtSeconds,
      isLower: this.quality.value === 'lower',
      onTrouble: (trouble) => {
        // A play that is begun anew and refused at once would be begun for ever, and the owner told each time.
        const isHopeless = trouble === 'ended' && this.#isRenewed
        if (trouble === 'ended') this.#isRenewed = true
        this.trouble.value = isHopeless ? 'media' : trouble
        this.isWaiting.value = trouble === 'ended' && !isHopeless
      },
    })
  }

  #flows(): void {
    batch(() => {
      this.isWaiting.value = false
      if (this.isPlaying.value) this.trouble.value = undefined
    })
  }

  #look(): void {
    const video = this.#video
    // Before there is anything, the element says 0 whatever was asked for.
    if (!video || video.readyState === 0 || this.#isScrubbing) return
    if (this.#goal !== undefined) {
      // It begins at 0 wherever it is to begin, and the code that fetches may have begun with an older wish.
      if (!video.seeking && Math.abs(video.currentTime - this.#goal) > 0.1) video.currentTime = this.#goal
      if (video.seeking) return
      this.#goal = undefined
    }
    const nowMs = video.currentTime * 1000
    const loop = this.loopRange.peek()
    if (loop && nowMs >= loop.endMs && this.isPlaying.peek()) this.#again()
    else this.timeMs.value = nowMs
  }

  /** The part that is played over and over, from its start. */
  #again(): void {
    const { startMs } = this.loopRange.peek() ?? { startMs: 0 }
    this.seek(startMs)
    if (this.#video?.paused) this.play()
  }

  #tick(): void {
    cancelAnimationFrame(this.#ticking)
    const tick = () => {
      this.#look()
      if (this.isPlaying.peek()) this.#ticking = requestAnimationFrame(tick)
    }
    this.#ticking = requestAnimationFrame(tick)
  }
}
