import { batch, signal } from '@preact/signals'
import { keep, readKept } from '../browser/kept.ts'

export const rates = [0.5, 0.75, 1, 1.25, 1.5, 2] as const

/** How much of it is fetched: as much as the connection carries, the smallest picture, stills, or none. */
export type Quality = 'auto' | 'lower' | 'lean' | 'sound'

export interface CaptionTrack {
  /** As BCP 47 names it. */
  readonly language: string
  readonly url: string
}

interface Kept {
  readonly rate: number
  readonly volume: number
  readonly muted: boolean
  readonly captions: boolean
  readonly captionLanguage: string
  /** Sound alone is for one visit: who comes back wants to see it. */
  readonly isLower: boolean
}

/** How somebody likes to watch, from one clip to the next in this browser. */
export class Habits {
  readonly rate = signal(1)
  readonly volume = signal(1)
  readonly isMuted = signal(false)
  readonly quality = signal<Quality>('auto')
  readonly captions = signal<readonly CaptionTrack[]>([])
  readonly showsCaptions = signal(false)
  readonly captionLanguage = signal('')
  /** What shows it, while it is on the page. */
  readonly element = signal<HTMLVideoElement | undefined>(undefined)

  constructor() {
    const kept = readKept<Partial<Kept>>('player') ?? {}
    this.rate.value = kept.rate ?? 1
    this.volume.value = kept.volume ?? 1
    this.isMuted.value = kept.muted ?? false
    this.showsCaptions.value = kept.captions ?? false
    this.captionLanguage.value = kept.captionLanguage ?? ''
    this.quality.value = kept.isLower ? 'lower' : 'auto'
  }

  setRate(rate: number): void {
    this.rate.value = rate
    this.obey()
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
    this.obey()
  }

  toggleMuted(): void {
    this.isMuted.value = !this.isMuted.value
    if (!this.isMuted.value && this.volume.value === 0) this.volume.value = 0.5
    this.obey()
  }

  /** Says which captions there are; `usual` is the language where none was chosen before. */
  offerCaptions(captions: readonly CaptionTrack[], usual: string): void {
    batch(() => {
      this.captions.value = captions
      const has = (language: string) => captions.some((each) => each.language === language)
      if (has(this.captionLanguage.value)) return
      this.captionLanguage.value = has(usual) ? usual : (captions[0]?.language ?? this.captionLanguage.value)
    })
  }

  toggleCaptions(): void {
    if (this.captions.value.length === 0) return
    this.showsCaptions.value = !this.showsCaptions.value
    this.obey()
  }

  chooseCaptions(language: string): void {
    batch(() => {
      this.captionLanguage.value = language
      this.showsCaptions.value = true
    })
    this.obey()
  }

  /** Puts the element right, and remembers it. */
  protected obey(): void {
    const habits: Kept = {
      ...{ rate: this.rate.value, volume: this.volume.value, muted: this.isMuted.value },
      ...{ captions: this.showsCaptions.value, captionLanguage: this.captionLanguage.value },
      isLower: this.quality.value === 'lower',
    }
    keep('player', habits)
    const video = this.element.peek()
    if (!video) return
    video.defaultPlaybackRate = habits.rate
    video.playbackRate = habits.rate
    video.volume = habits.volume
    video.muted = habits.muted
  }
}
