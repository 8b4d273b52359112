import type { PersonId } from '../platform/ids.ts'
import type { Known } from './find-known.ts'
import { Plan } from './plan.ts'
import { planCohorts } from './plan-cohorts.ts'
import { planDepartures } from './plan-departures.ts'
import { planEvaluators } from './plan-evaluators.ts'
import { planPeople } from './plan-people.ts'
import { planPlaces } from './plan-places.ts'
import type { Roster, RosterErrors } from './roster.ts'
import type { RosterReport } from './schemas.ts'

/** Compares a list with what stands here. Changes nothing; what is wrong with the list goes to `errors`. */
export function planImport(
  roster: Roster,
  known: Known,
  errors: RosterErrors,
  importer: PersonId,
): { plan: Plan; report: Omit<RosterReport, 'dryRun'> } {
  const plan = new Plan()
  if (roster.isWhole && roster.people.length === 0 && !errors.any) {
    // A broken export, far sooner than a district whose every teacher left.
    errors.add({ file: roster.file, row: 1 }, '', 'There is nobody in this list who could be taken.')
  }
  const siteOf = planPlaces(roster, known, plan, errors)
  const here = planPeople(roster, { known, plan, siteOf, errors })
  planCohorts(roster, here, { known, plan, errors, importer })
  // A row that could not be read is somebody who is there.
  if (!errors.any) {
    planDepartures(roster, here, { known, plan, importer })
    planEvaluators(roster, here, { known, plan, siteOf })
  }
  const { counts, evaluators } = plan
  return {
    plan,
    report: {
      toAdd: plan.added.length,
      toChange: plan.touched.size,
      toDepart: plan.departed.length,
      unchanged: roster.people.length - plan.added.length - plan.touched.size,
      skipped: roster.skipped,
      cohorts: { toAdd: counts['add cohort'], toJoin: counts.join, toInvite: counts.invite },
      places: { toAdd: counts['add place'], toChange: counts['change place'] },
      evaluators: { toAdd: evaluators.noted.length, toDrop: evaluators.dropped.length },
      errors: errors.listed,
      firstChanges: plan.told,
    },
  }
}
