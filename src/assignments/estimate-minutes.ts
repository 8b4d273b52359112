import type { ProtocolStage } from './stages.ts'

const usualPerPost = 2

type Asked = Pick<ProtocolStage, 'whoPosts' | 'minPosts'>

/**
 * How long an assignment takes one person who does not present, in whole minutes: each clip once, and two minutes for
 * each post that a stage asks for, or for a stage that asks for none. What only the presenter writes is not counted.
 */
export function estimateMinutes(
  clips: readonly { readonly durationMs: number | null }[],
  stages: readonly Asked[],
): number {
  return Math.max(1, watching(clips) + postsIn(stages) * usualPerPost)
}

/** What one post takes of that: as usual, or where somebody said how long all of it takes, its part of what is left of it. */
export function minutesPerPost(
  said: number | null,
  clips: readonly { readonly durationMs: number | null }[],
  stages: readonly Asked[],
): number {
  if (said === null) return usualPerPost
  return Math.max(1, Math.round((said - watching(clips)) / Math.max(1, postsIn(stages))))
}

const watching = (clips: readonly { readonly durationMs: number | null }[]): number =>
  Math.ceil(clips.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0) / 60_000)

const postsIn = (stages: readonly Asked[]): number =>
  stages
    .filter(({ whoPosts }) => whoPosts !== 'presenter')
    .reduce((sum, { minPosts }) => sum + Math.max(1, minPosts), 0)
