import { forgetAssigner } from '../assignments/forget-assigner.ts'
import { abandonUploadsOf } from '../clips/abandon-uploads-of.ts'
import { forgetTitles } from '../clips/forget-titles.ts'
import { forgetWatcher } from '../clips/forget-watcher.ts'
import { withdrawForGood } from '../clips/withdraw-for-good.ts'
import { forgetCoaching } from '../coaching/forget-coaching.ts'
import { forgetAgreements } from '../cohorts/forget-agreements.ts'
import { forgetInvitations } from '../cohorts/forget-invitations.ts'
import { leaveAllCohorts } from '../cohorts/leave-all-cohorts.ts'
import { forgetCycleWords } from '../cycles/forget-cycles.ts'
import { eraseExemplars } from '../exemplars/erase-exemplars.ts'
import { forgetCurator } from '../exemplars/forget-curator.ts'
import { eraseIdentity } from '../identity/erase-identity.ts'
import { findRoles } from '../identity/find-roles.ts'
import { holdAdministrators, keepAnAdministrator } from '../identity/keep-administrator.ts'
import { forgetPlanner } from '../meetings/forget-planner.ts'
import { forgetTakeaways } from '../meetings/forget-takeaways.ts'
import { forgetNotices } from '../notices/forget-notices.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { forgetOwner } from '../platform/queue/forget-owner.ts'
import { orderPurge } from '../retention/order-purge.ts'
import { forgetAuthor } from '../threads/forget-author.ts'
import { endExportsOf } from './end-export.ts'

export type Words = 'keep' | 'remove'

/**
 * Erases a person in the caller's transaction: all of it, or nothing. Words about clips of others are kept only where the
 * organisation keeps them and `words` does not say otherwise. A clip on hold keeps its bytes until it no longer is, taken
 * back from everybody: refusing would tell of holds that are secret, and let them hold the person too. False where they
 * were erased before.
 */
export async function erasePerson(db: Db, personId: PersonId, words?: Words): Promise<boolean> {
  const { organisationId } = await db
    .selectFrom('people')
    .select('organisationId')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  await holdAdministrators(db, organisationId)
  const person = await lockPerson(db, personId)
  if (person.state === 'erased') return false
  const { keepsTalkOfLeavers } = person
  const administers = (await findRoles(db, { organisationId, personId })).includes('administrator')
  await endExportsOf(db, personId)
  await abandonUploadsOf(db, personId)
  await destroyClips(db, personId)
  // Cohorts before all that is theirs, as where somebody plans or assigns in them.
  await leaveAllCohorts(db, personId)
  const talk = keepsTalkOfLeavers && words !== 'remove' ? 'keep' : 'remove'
  await forgetAuthor(db, personId, talk)
  await forgetPlanner(db, personId, talk)
  await forgetAssigner(db, personId, talk)
  await forgetCurator(db, personId, talk)
  if (talk === 'remove') {
    await forgetTakeaways(db, personId)
    await forgetCycleWords(db, personId)
  }
  await forgetCoaching(db, personId)
  await forgetInvitations(db, { organisationId, personId, email: person.email ?? '' })
  await forgetAgreements(db, personId)
  await forgetWatcher(db, personId)
  await forgetNotices(db, personId)
  await forgetOwner(db, personId)
  await eraseIdentity(db, personId)
  if (administers) await keepAnAdministrator(db, organisationId)
  return true
}

/** Whatever somebody is writing for this person just now is here before us, or does not come to be. */
const lockPerson = (db: Db, personId: PersonId) =>
  db
    .selectFrom('people')
    .innerJoin('organisations', 'organisations.id', 'people.organisationId')
    .select(['people.state', 'people.email', 'people.organisationId', 'keepsTalkOfLeavers'])
    .where('people.id', '=', personId)
    .forUpdate('people')
    .executeTakeFirstOrThrow()

async function destroyClips(db: Db, personId: PersonId): Promise<void> {
  const clips = await db
    .selectFrom('clips')
    .leftJoin('legalHolds', (join) =>
      join.onRef('legalHolds.clipId', '=', 'clips.id').on('legalHolds.liftedAt', 'is', null),
    )
    .select(['clips.id', 'clips.organisationId', 'clips.ownerId', 'legalHolds.id as holdId'])
    .where('clips.ownerId', '=', personId)
    .orderBy('clips.id')
    .execute()
  const free = clips.filter(({ holdId }) => holdId === null)
  const ids = free.map(({ id }) => id)
  await forgetTitles(db, ids)
  await eraseExemplars(db, ids)
  for (const clip of clips) {
    if (clip.holdId === null) await orderPurge(db, clip, 'account deleted', personId)
    else await withdrawForGood(db, clip)
  }
}
