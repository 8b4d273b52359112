import { useQuery } from '@tanstack/preact-query'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import type { Cycle } from '../../../src/cycles/schemas.ts'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import type { Takeaway } from '../../../src/meetings/takeaway-schemas.ts'
import { organisationQuery } from '../api/organisation-query.ts'
import { ownZone } from '../messages/moments.ts'
import type { Dated } from './year-of.ts'
import { assignmentsOfYear, cyclesOfYear, meetingsOfYear, takeawaysOfYear } from './year-queries.ts'

export type Entry = Dated & { readonly id: string } & (
    | { readonly what: 'meeting'; readonly meeting: Meeting; readonly takeaways: readonly Takeaway[] }
    | { readonly what: 'assignment'; readonly assignment: Assignment }
    | { readonly what: 'cycle opens' | 'cycle closes'; readonly cycle: Cycle }
  )

/** All that stands in the years of a cohort, in no order yet, and by which clock it is told. */
export function useYear(cohortId: string) {
  const meetings = useQuery(meetingsOfYear(cohortId))
  const assignments = useQuery(assignmentsOfYear(cohortId))
  const cycles = useQuery(cyclesOfYear(cohortId))
  const takeaways = useQuery(takeawaysOfYear(cohortId))
  const organisation = useQuery(organisationQuery)
  const all = [meetings, assignments, cycles, takeaways, organisation]
  const zone = meetings.data?.at(-1)?.zone ?? assignments.data?.[0]?.zone ?? ownZone()
  return {
    /** Until it is known when years of school end there, as they usually do. */
    calendar: { zone, schoolYearEnds: organisation.data?.schoolYearEnds ?? '06-30' },
    cycles: cycles.data ?? [],
    entries: entriesOf(meetings.data, assignments.data, cycles.data, takeaways.data),
    isPending: all.some(({ isPending }) => isPending),
    error: all.find(({ error }) => error)?.error,
    refetch: () => {
      for (const { error, refetch } of all) if (error) void refetch()
    },
  }
}

function entriesOf(
  meetings: readonly Meeting[] = [],
  assignments: readonly Assignment[] = [],
  cycles: readonly Cycle[] = [],
  takeaways: readonly Takeaway[] = [],
): Entry[] {
  const came = Map.groupBy(takeaways, ({ meetingId }) => meetingId as string)
  return [
    ...meetings.map((meeting): Entry => {
      const { id, startsAt: at } = meeting
      // In the order they were written, and their list begins with the newest.
      return { id, at, what: 'meeting', meeting, takeaways: [...(came.get(id) ?? [])].reverse() }
    }),
    ...assignments
      .filter(({ state }) => state !== 'cancelled')
      .map(
        (assignment): Entry => ({
          ...{ id: assignment.id, at: assignment.opensAt, what: 'assignment', assignment },
        }),
      ),
    ...cycles.flatMap((cycle): Entry[] => [
      { id: `${cycle.id} opens`, at: cycle.openedAt, what: 'cycle opens', cycle },
      ...(cycle.closedAt === null
        ? []
        : [{ id: `${cycle.id} closes`, at: cycle.closedAt, what: 'cycle closes', cycle } as const]),
    ]),
  ]
}
