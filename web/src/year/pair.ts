import { batch, effect, signal } from '@preact/signals'
import { Player } from '../player/player.ts'
import { type Side, skipOf, startOf, stepOf, type Two, type Which } from './in-step.ts'

const lookEachMs = 100

/**
 * Plays two clips together, each from its own place, and either of them alone. Touching the controls of one ends playing
 * together, and stops the other.
 */
export class Pair {
  readonly first = new Player()
  readonly second = new Player()
  readonly isTogether = signal(false)
  /** One has nothing to show, and the other stands still until it has. */
  readonly isHolding = signal(false)
  /** Somebody wants to see it: before that not even where it plays from is asked for, of which its owner is told. */
  readonly isWanted = { first: signal(false), second: signal(false) } as const
  /** Whose sound is heard while they play together. */
  readonly soundOf = signal<Which>('first')
  #fromMs: Readonly<Record<Which, number>> = { first: 0, second: 0 }
  #looking: ReturnType<typeof setInterval> | undefined

  /** Until what it answers is called, each is heard as it should be. */
  mount(): () => void {
    const stop = effect(() => {
      for (const which of ['first', 'second'] as const) {
        const { element, isMuted } = this[which]
        const isQuiet = this.isTogether.value && this.soundOf.value !== which
        if (element.value) element.value.muted = isMuted.value || isQuiet
      }
    })
    // Where one comes to wait, the other is not to run ahead until the next look.
    const stopWaiting = effect(() => {
      const waits = this.first.isWaiting.value || this.second.isWaiting.value
      if (waits && this.isTogether.peek() && !this.isHolding.peek()) this.#look()
    })
    return () => {
      this.stop()
      stop()
      stopWaiting()
    }
  }

  /** Where the two begin together, each on its own clock. */
  beginAt(firstFromMs: number, secondFromMs: number): void {
    this.#fromMs = { first: firstFromMs, second: secondFromMs }
  }

  toggle(): void {
    if (this.isTogether.peek()) this.stop()
    else this.#start()
  }

  /** Both stand still where they are. */
  stop(): void {
    clearInterval(this.#looking)
    this.#looking = undefined
    this.#setPace(1)
    batch(() => {
      this.isTogether.value = false
      this.isHolding.value = false
    })
    this.first.pause()
    this.second.pause()
  }

  /** One of them is used by itself from now on. */
  goAlone(which: Which): void {
    if (this.isTogether.peek()) this.stop()
    else this[which === 'first' ? 'second' : 'first'].pause()
    this.isWanted[which].value = true
  }

  toggleAlone(which: Which): void {
    const player = this[which]
    const plays = player.isPlaying.peek() && !this.isTogether.peek()
    this.goAlone(which)
    if (plays) player.pause()
    else player.play()
  }

  seekAlone(which: Which, ms: number): void {
    this.goAlone(which)
    this[which].seek(ms)
  }

  skip(byMs: number): void {
    this.#seek(skipOf(this.#now(), byMs))
  }

  /** To the chosen places. */
  rewind(): void {
    this.#seek({ firstMs: this.#fromMs.first, secondMs: this.#fromMs.second })
  }

  #start(): void {
    this.#seek(startOf(this.#now()))
    batch(() => {
      this.isWanted.first.value = true
      this.isWanted.second.value = true
      this.isTogether.value = true
      // Neither has anything to show yet: who has it first waits for the other.
      this.isHolding.value = true
    })
    this.first.play()
    this.second.play()
    this.#looking = setInterval(() => this.#look(), lookEachMs)
  }

  #seek({ firstMs, secondMs }: { readonly firstMs: number; readonly secondMs: number }): void {
    this.first.seek(firstMs)
    this.second.seek(secondMs)
  }

  #look(): void {
    const step = stepOf(this.#now(), this.isHolding.peek())
    if (step.does === 'stop') {
      this.stop()
      return
    }
    if (step.does === 'hold') {
      this.isHolding.value = true
      if (step.whom) this[step.whom].pause()
      return
    }
    if (step.jumpMs !== undefined) this.second.seek(step.jumpMs)
    this.#setPace(step.does === 'resume' ? 1 : step.pace)
    if (step.does === 'go on') return
    for (const player of [this.first, this.second]) if (player.element.peek()?.paused) player.play()
    this.isHolding.value = false
  }

  #setPace(pace: number): void {
    const video = this.second.element.peek()
    const rate = this.first.rate.peek() * pace
    if (video && video.playbackRate !== rate) video.playbackRate = rate
  }

  #now(): Two {
    return {
      ...{ first: sideOf(this.first), second: sideOf(this.second) },
      ...{ firstFromMs: this.#fromMs.first, secondFromMs: this.#fromMs.second },
    }
  }
}

const sideOf = (player: Player): Side => ({
  timeMs: player.timeMs.peek(),
  durationMs: player.durationMs.peek(),
  // The element itself, as its events come later than what was done to it.
  isPlaying: player.element.peek()?.paused === false,
  isWaiting: lacksPicture(player.element.peek()),
  hasTrouble: player.trouble.peek() !== undefined && player.trouble.peek() !== 'ended',
})

/** Not whether it says that it waits: everything does for a moment when it is told to play, and they would take turns. */
const lacksPicture = (video: HTMLVideoElement | undefined): boolean =>
  video === undefined || video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA || video.seeking
