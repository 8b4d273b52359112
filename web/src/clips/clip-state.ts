import type { Clip } from '../../../src/clips/schemas.ts'

export type ClipFailure = NonNullable<Clip['failure']>

/** What is the case with a clip, in the only combinations that are told apart on the pages. */
export type ClipState =
  | { readonly kind: 'receiving' }
  | { readonly kind: 'preparing'; readonly fraction: number; readonly secondsLeft: number | null }
  /** It plays, and larger pictures are on their way. */
  | { readonly kind: 'watchable'; readonly fraction: number; readonly secondsLeft: number | null }
  /** It plays, but the larger pictures failed. */
  | { readonly kind: 'watchable-only'; readonly failure: ClipFailure }
  | { readonly kind: 'ready' }
  /** Others than the owner are not told why. */
  | { readonly kind: 'failed'; readonly failure: ClipFailure | null }
  | { readonly kind: 'withdrawn' }
  /** A question about it is looked into; meanwhile it plays for its owner alone. */
  | { readonly kind: 'paused' }

type Shown = Pick<Clip, 'state' | 'progress' | 'failure'>

export function clipState({ state, progress, failure }: Shown): ClipState {
  const { fraction = 0, secondsLeft = null } = progress ?? {}
  switch (state) {
    case 'preparing':
      return { kind: 'preparing', fraction, secondsLeft }
    case 'watchable':
      return failure ? { kind: 'watchable-only', failure } : { kind: 'watchable', fraction, secondsLeft }
    case 'failed':
      return { kind: 'failed', failure }
    default:
      return { kind: state }
  }
}

/** Whether it will be another one soon, by itself. */
export const isMoving = (clip: Shown): boolean => {
  const { kind } = clipState(clip)
  return kind === 'receiving' || kind === 'preparing' || kind === 'watchable'
}

/** Nobody but its owner sees it. */
export const isPrivate = ({ grants, exemplarId }: Pick<Clip, 'grants' | 'exemplarId'>): boolean =>
  grants.length === 0 && !exemplarId
