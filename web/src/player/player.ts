import { batch, signal } from '@preact/signals'
import { keep, readKept } from '../browser/kept.ts'
import { attachMedia, type Media, type MediaTrouble } from './attach-media.ts'
import { frameBeside } from './time-code.ts'
import { toggleFullScreen } from './toggle-full-screen.ts'

export const rates = [0.5, 0.75, 1, 1.25, 1.5, 2] as const

interface Habits {
  readonly rate: number
  readonly volume: number
  readonly muted: boolean
}

/**
 * What plays a clip, as signals: the clock ticks many times a second, and only what reads it is drawn again. Nothing is
 * fetched before somebody plays or seeks. Times are milliseconds of the clip.
 */
export class Player {
  readonly timeMs = signal(0)
  readonly durationMs = signal(0)
  readonly bufferedMs = signal(0)
  /** Nobody has played or sought yet. */
  readonly isFresh = signal(true)
  readonly isPlaying = signal(false)
  /** It should play, and has nothing to show yet. */
  readonly isWaiting = signal(false)
  readonly trouble = signal<MediaTrouble | undefined>(undefined)
  readonly rate = signal(1)
  readonly volume = signal(1)
  readonly isMuted = signal(false)

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

  constructor() {
    const { rate = 1, volume = 1, muted = false } = readKept<Partial<Habits>>('player') ?? {}
    this.rate.value = rate
    this.volume.value = volume
    this.isMuted.value = muted
  }

  /** Says what there is to play, and how long it is. */
  open(playlistUrl: string, durationMs: number): void {
    const isAnother = this.#playlistUrl !== playlistUrl && this.#media !== undefined
    this.#playlistUrl = playlistUrl
    if (isAnother) this.#goOn()
    else if (this.#media === undefined) this.durationMs.value = durationMs
  }

  /** Takes the element that shows it, and what goes to the full screen with it. Answers how to let go, which empties it. */
  mount(video: HTMLVideoElement, stage: HTMLElement): () => void {
    this.#video = video
    this.#stage = stage
    this.#obey()
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
    return () => {
      listening.abort()
      cancelAnimationFrame(this.#ticking)
      this.#close()
      this.#video = undefined
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

  setRate(rate: number): void {
    this.rate.value = rate
    this.#obey()
  }

  /** One speed up or down. */
  shiftRate(by: 1 | -1): void {
    const at = rates.indexOf(this.rate.value as (typeof rates)[number])
    this.setRate(rates[Math.min(rates.length - 1, Math.max(0, at + by))] ?? 1)
  }

  setVolume(volume: number): void {
    batch(() => {
      this.volume.value = volume
      this.isMuted.value = volume === 0
    })
    this.#obey()
  }

  toggleMuted(): void {
    this.isMuted.value = !this.isMuted.value
    if (!this.isMuted.value && this.volume.value === 0) this.volume.value = 0.5
    this.#obey()
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
    this.#media = attachMedia(video, this.#playlistUrl, {
      startAtSeconds,
      onTrouble: (trouble) => {
        // A play that is begun anew and refused at once would be begun for ever, and the owner told each time.
        const isHopeless = trouble === 'ended' && this.#isRenewed
        if (trouble === 'ended') this.#isRenewed = true
        this.trouble.value = isHopeless ? 'media' : trouble
        this.isWaiting.value = trouble === 'ended' && !isHopeless
      },
    })
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

  /** Puts the element right, and remembers it. */
  #obey(): void {
    const habits: Habits = { rate: this.rate.value, volume: this.volume.value, muted: this.isMuted.value }
    keep('player', habits)
    if (!this.#video) return
    this.#video.defaultPlaybackRate = habits.rate
    this.#video.playbackRate = habits.rate
    this.#video.volume = habits.volume
    this.#video.muted = habits.muted
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
    batch(() => {
      this.timeMs.value = video.currentTime * 1000
      const { buffered } = video
      this.bufferedMs.value = buffered.length > 0 ? buffered.end(buffered.length - 1) * 1000 : 0
    })
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
