import type { CohortMonth } from './count-month.ts'
import { hideSmall, type Told } from './hide-small.ts'
import type { Grouping, ReportCell } from './schemas.ts'

interface SiteName {
  readonly id: string
  readonly name: string
}

type Measure = 'activePeople' | 'clipsShared' | 'comments'
type Head = Omit<ReportCell, Measure>

/** The cells of a report, each number in it told or not by how many people stand behind that very number. */
export function layOutCells(
  months: readonly CohortMonth[],
  sites: readonly SiteName[],
  k: number,
): Record<Grouping, ReportCell[]> {
  const tell = (amount: Measure, people: 'activePeople' | 'sharers' | 'commenters') =>
    hideSmall(
      months.map((month) => ({
        ...{ id: month.id, site: month.siteId },
        ...{ people: month[people], amount: month[amount] },
      })),
      k,
    )
  const told: Record<Measure, Told> = {
    activePeople: tell('activePeople', 'activePeople'),
    clipsShared: tell('clipsShared', 'sharers'),
    comments: tell('comments', 'commenters'),
  }
  const cell = (head: Head, of: (told: Told) => number | null | undefined): ReportCell => ({
    ...head,
    activePeople: of(told.activePeople) ?? null,
    clipsShared: of(told.clipsShared) ?? null,
    comments: of(told.comments) ?? null,
  })
  const none = { id: null, name: null, siteId: null }
  const total = cell({ kind: 'total', ...none }, (each) => each.total)
  return {
    cohort: [
      ...months.map(({ id, name, siteId }) =>
        cell({ kind: 'cohort', id, name, siteId }, (each) => each.sites.get(siteId)?.cohorts.get(id)),
      ),
      ...sites.map((site) =>
        cell(
          { kind: 'others', id: null, name: site.name, siteId: site.id },
          (each) => each.sites.get(site.id)?.others,
        ),
      ),
      cell({ kind: 'others', ...none }, (each) => sumOf(each.sites.get(null)?.others, each.otherSites)),
      total,
    ].filter(isTold),
    site: [
      ...sites.map(({ id, name }) =>
        cell({ kind: 'site', id, name, siteId: id }, (each) => each.sites.get(id)?.amount),
      ),
      cell({ kind: 'no site', ...none }, (each) => each.sites.get(null)?.amount),
      cell({ kind: 'others', ...none }, (each) => each.otherSites),
      total,
    ].filter(isTold),
  }
}

const sumOf = (a: number | null | undefined, b: number | null): number | null =>
  a === null || a === undefined ? b : a + (b ?? 0)

const isTold = ({ activePeople, clipsShared, comments }: ReportCell): boolean =>
  activePeople !== null || clipsShared !== null || comments !== null
