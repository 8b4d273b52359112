import type { Assignment, Stage } from './stages-query.ts'

/** A stage is about one clip of its assignment, or about any. */
export const isAbout = ({ clips }: Assignment, { clipPosition }: Stage, clipId: string): boolean =>
  clipPosition === null || clips.some(({ id, position }) => id === clipId && position === clipPosition)

/** The stages in which the reader may start something about a clip now, in their order. */
export const stagesToWriteIn = (assignment: Assignment, clipId: string): Stage[] =>
  assignment.stages.filter(
    (stage) => stage.mine.mayPost && stage.anchor !== 'reply only' && isAbout(assignment, stage, clipId),
  )

/** The one of these that is meant: that which was chosen, else the first in which something is still asked for. */
export const stageMeant = (stages: readonly Stage[], chosen: string | undefined): Stage | undefined =>
  stages.find(({ id }) => id === chosen) ??
  stages.find(({ mine, minPosts }) => mine.posts < minPosts) ??
  stages[0]

/** A presenter may answer where they may not begin. */
export const mayAnswer = (assignment: Assignment, clipId: string, personId: string): boolean =>
  assignment.stages.some(
    (stage) =>
      isAbout(assignment, stage, clipId) &&
      (stage.mine.mayPost ||
        (stage.state === 'open' && stage.presenterAnswers && assignment.presenter?.id === personId)),
  )

/** The stage that keeps colleagues’ words from the reader now. */
export const sealOf = ({ stages }: Assignment): Stage | undefined =>
  stages.find(({ sealed, state }) => sealed && state === 'open')

/** When something opens or closes next: then whose turn it is is to be asked again. */
export function nextTurn(assignments: readonly Assignment[], nowMs: number): number | undefined {
  const times = assignments.flatMap(({ stages }) =>
    stages.flatMap(({ opensAt, closesAt, state }) =>
      state === 'closed' ? [] : [...(state === 'to come' ? [Date.parse(opensAt)] : []), Date.parse(closesAt)],
    ),
  )
  const coming = times.filter((time) => time > nowMs)
  return coming.length > 0 ? Math.min(...coming) : undefined
}
