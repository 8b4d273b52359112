import { writeStops } from '../clips/write-stops.ts'
import { leaveAllCohorts } from '../cohorts/leave-all-cohorts.ts'
import { departPeople } from '../identity/depart-people.ts'
import { writeEvaluators } from '../identity/write-evaluators.ts'
import type { Db } from '../platform/db/schema.ts'
import { writeHold } from '../retention/write-hold.ts'
import { makeClips } from './make-clips.ts'
import { makeExemplars } from './make-exemplars.ts'
import { makeMeetings } from './make-meetings.ts'
import { type MadeOrganisation, makeOrganisation } from './make-organisation.ts'
import { Random } from './random.ts'
import { type Size, shareOf } from './sizes.ts'

/** The first Monday of the school year that is made up. */
const since = new Date('2026-08-17T14:00:00Z')

/**
 * Makes up a whole profile, in the caller's transaction: the same each time for the same name, save for hashes of the
 * ledger, which are salted. It holds, on purpose, what is awkward.
 */
export async function makeProfile(db: Db, profile: string, size: Size): Promise<MadeOrganisation[]> {
  const random = new Random(profile)
  const made: MadeOrganisation[] = []
  for (let n = 0; n < size.organisations; n++) {
    const share = (total: number) => shareOf(total, n, size.organisations)
    const here = Object.fromEntries(
      Object.entries(size).map(([name, total]) => [name, share(total)]),
    ) as unknown as Size
    const organisation = await makeOrganisation(db, here, {
      ...{ random, since },
      name: nameOf(profile, n),
      domain: `${profile}-${n + 1}.example`,
    })
    await makeClipsOf(db, organisation, here, random)
    made.push(organisation)
  }
  return made
}

export const nameOf = (profile: string, n: number): string =>
  `${profile[0]?.toUpperCase()}${profile.slice(1)} ${n + 1}`

async function makeClipsOf(db: Db, made: MadeOrganisation, size: Size, random: Random): Promise<void> {
  const longTalk = size.comments > 2_500 ? 2_000 : 0
  const { clips, comments } = size
  const all = await makeClips(db, made.id, made.cohorts, { random, clips, comments, since, longTalk })
  const { meetings, assignments } = size
  await makeMeetings(db, made.id, made.cohorts, { random, meetings, assignments, since })
  const [, withdrawn, paused, held] = all
  // The last one's owner is who leaves below, and their exemplar with them.
  const lastOfTeacher = all.findLast(({ ownerId }) => made.teachers.includes(ownerId))
  await makeExemplars(db, made, {
    ...{ random, exemplars: size.exemplars },
    clips: [
      ...(lastOfTeacher ? [lastOfTeacher] : []),
      ...all.slice(4).filter((clip) => clip !== lastOfTeacher),
    ],
  })
  const [administrator] = made.administrators
  if (withdrawn && paused && held && administrator) {
    const owner = { organisationId: made.id, personId: withdrawn.ownerId }
    await writeStops(db, owner, { withdrawn: withdrawn.id, paused: paused.id })
    const holder = { organisationId: made.id, personId: administrator }
    await writeHold(db, holder, { clipId: held.id, basis: 'A made-up case, number 1' })
  }
  // Somebody who facilitates and also rates a member of the same cohort for employment.
  const [cohort] = made.cohorts
  const [evaluatorId, evaluateeId] = [
    made.leaders[0],
    cohort?.members.find((id) => made.teachers.includes(id)),
  ]
  if (evaluatorId && evaluateeId) {
    await writeEvaluators(db, made.id, { noted: [{ evaluatorId, evaluateeId }], source: 'set' })
  }
  // Somebody who left, and whose clips and words stay.
  const gone = all.map(({ ownerId }) => ownerId).findLast((id) => made.teachers.includes(id))
  if (gone) {
    await departPeople(db, made.id, [gone])
    await leaveAllCohorts(db, gone)
  }
}
