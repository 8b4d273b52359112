import type { Assignment } from '../../../src/assignments/schemas.ts'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { ownerName } from '../clips/owner-name.ts'

/** One thing to do before the meeting, and how many minutes it takes, about. */
export type BeforeItem =
  | {
      readonly kind: 'watch'
      readonly key: string
      readonly clipId: string
      readonly title: string
      /** Whose it is; undefined where it is the reader's own. */
      readonly owner: string | undefined
      readonly minutes: number | null
      readonly dueAt: string
    }
  | {
      readonly kind: 'say'
      readonly key: string
      readonly assignmentId: string
      readonly clipId: string | undefined
      readonly stage: { readonly en: string; readonly es: string }
      readonly posts: number
      readonly minutes: number
      readonly dueAt: string
    }

export interface Fortnight {
  readonly meeting: Meeting | undefined
  /** Others in the two weeks from now. */
  readonly further: readonly Meeting[]
  readonly items: readonly BeforeItem[]
  /** There was something to do for the meeting, and it is done. */
  readonly isReady: boolean
}

interface Situation {
  readonly meId: string
  readonly now: number
  /** Those to come, the soonest first. */
  readonly meetings: readonly Meeting[]
  readonly assignments: readonly Assignment[]
}

const fortnightMs = 14 * 86_400_000
/** A list of all would be a reproach. */
const mostItems = 3

/** The two weeks from now: the next meeting, what to do before it, and whether that is done. */
export function fortnight({ meId, now, meetings, assignments }: Situation): Fortnight {
  const coming = meetings.filter(
    ({ cancelledAt, endsAt }) => cancelledAt === null && Date.parse(endsAt) > now,
  )
  const [meeting, ...others] = coming
  const open = assignments
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
  const todo = open.map((assignment) => ({ assignment, items: itemsOf(assignment, meId) }))
  const forIt = todo.filter(({ assignment }) => meeting && assignment.forMeeting?.id === meeting.id)
  return {
    meeting,
    further: others.filter(({ startsAt }) => Date.parse(startsAt) - now < fortnightMs),
    items: todo.flatMap(({ items }) => items).slice(0, mostItems),
    isReady: forIt.length > 0 && forIt.every(({ items }) => items.length === 0),
  }
}

/** Whoever has said something has watched: nobody counts how long. */
function itemsOf({ id, dueAt, clips, stages, asksMeNow }: Assignment, meId: string): BeforeItem[] {
  if (!asksMeNow) return []
  const hasSpoken = stages.some(({ mine }) => mine.posts > 0)
  const toWatch = clips.map(
    (clip): BeforeItem => ({
      ...{ kind: 'watch', key: `${id} ${clip.id}`, clipId: clip.id, title: clip.title, dueAt },
      minutes: minutesOf(clip),
      owner: clip.owner?.id === meId ? undefined : ownerName(clip.owner),
    }),
  )
  const asked = stages.filter(({ mine }) => mine.mayPost && mine.left > 0)
  const toSay = asked.map(({ id: stageId, name, mine, clipPosition }): BeforeItem => {
    const clip = clips.find(({ position }) => position === clipPosition) ?? clips[0]
    return {
      ...{ kind: 'say', key: stageId, assignmentId: id, clipId: clip?.id, stage: name, dueAt },
      ...{ posts: mine.left, minutes: mine.minutes },
    }
  })
  return [...(hasSpoken ? [] : toWatch), ...toSay]
}

const minutesOf = ({ durationMs }: { readonly durationMs: number | null }): number | null =>
  durationMs === null ? null : Math.max(1, Math.ceil(durationMs / 60_000))
