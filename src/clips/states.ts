import type { ClipId } from '../platform/ids.ts'

/** The states a clip row moves through. Withdrawn, paused and purged are rows beside the state, not one of them. */
export const clipStates = ['receiving', 'preparing', 'watchable', 'ready', 'failed'] as const
export type ClipState = (typeof clipStates)[number]

/** What the API answers as `state`. */
export const shownStates = [...clipStates, 'withdrawn', 'paused'] as const
export type ShownState = (typeof shownStates)[number]

interface Standing {
  readonly state: ClipState
  readonly madeOfClipId: ClipId | null
  readonly withdrawnAt: Date | null
  readonly isPaused: boolean
}

/** A copy of a recording arrives by itself: nobody sends it, and it is told as being prepared. */
export const shownState = ({ state, madeOfClipId, withdrawnAt, isPaused }: Standing): ShownState =>
  withdrawnAt !== null
    ? 'withdrawn'
    : isPaused
      ? 'paused'
      : state === 'receiving' && madeOfClipId !== null
        ? 'preparing'
        : state

/** What the worker is doing, in the order it does it. */
export const steps = ['checking', 'first-playable', 'lean', 'encoding', 'verifying'] as const
export type Step = (typeof steps)[number]

/** A clip that never came to be; one that did is taken back instead, so that what was said about it is not torn away. */
export const isRemovable = (state: ClipState, cutNo: number): boolean =>
  state === 'receiving' || (state === 'failed' && cutNo === 1)

export const isWatchable = (state: ClipState): boolean => state === 'watchable' || state === 'ready'
