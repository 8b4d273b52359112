import { leaveAllCohorts } from '../cohorts/leave-all-cohorts.ts'
import { writeCohorts } from '../cohorts/write-cohorts.ts'
import { writeMemberships } from '../cohorts/write-memberships.ts'
import { changePeople } from '../identity/change-people.ts'
import { departPeople } from '../identity/depart-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import { writeEvaluators } from '../identity/write-evaluators.ts'
import { writeManyRoles } from '../identity/write-many-roles.ts'
import { writePeople } from '../identity/write-people.ts'
import { writePlaces } from '../identity/write-places.ts'
import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import { announceReach } from '../platform/live/changes.ts'
import type { Plan } from './plan.ts'

/** Writes what was planned, in the caller's transaction, in which it was planned. */
export async function applyPlan(
  db: Db,
  { organisationId, personId }: Viewer,
  source: string,
  plan: Plan,
): Promise<void> {
  await writePlaces(db, organisationId, plan)
  // Before the newcomers: one may have the address that somebody else had until now.
  await changePeople(db, organisationId, plan.changed)
  await writePeople(db, organisationId, plan.added, personId)
  await writeManyRoles(db, organisationId, plan.roles, personId)
  await departPeople(db, organisationId, plan.departed)
  for (const departed of plan.departed) await leaveAllCohorts(db, departed)
  await writeCohorts(db, organisationId, plan.cohorts)
  await writeMemberships(db, organisationId, plan.memberships)
  await writeEvaluators(db, organisationId, plan.evaluators)
  for (const piece of inPieces(plan.refs)) {
    await db
      .insertInto('externalRefs')
      .values(
        piece.map(({ kind, externalId, entityId, isDropped }) => ({
          ...{ organisationId, source, kind, externalId, entityId },
          droppedAt: isDropped ? new Date() : null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['organisationId', 'source', 'kind', 'externalId']).doUpdateSet(({ ref }) => ({
          entityId: ref('excluded.entityId'),
          droppedAt: ref('excluded.droppedAt'),
        })),
      )
      .execute()
  }
  for (const id of plan.touched) await announceReach(db, id)
}
