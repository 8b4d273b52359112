import { sql } from 'kysely'
import { writeToken } from '../identity/create-token.ts'
import { newSecret } from '../identity/token-secret.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { StartRefused } from '../platform/refuse-start.ts'
import type { MadeOrganisation } from './make-organisation.ts'
import { makeProfile, nameOf } from './make-profile.ts'
import { makeShowcase } from './make-showcase.ts'
import { type SeededPerson, writeSeedFile } from './seed-file.ts'
import { showcaseName } from './showcase-people.ts'
import { sizes } from './sizes.ts'

export const profiles = ['showcase', 'district', 'member', 'network'] as const
export type Profile = (typeof profiles)[number]

/**
 * Makes up a profile beside whatever the database holds, all of it or nothing; a second time is refused. Answers where
 * it says who one can be.
 */
export const seedDatabase = (platform: Platform, profile: Profile): Promise<string> =>
  platform.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('seed', 0))`.execute(trx)
    const name = profile === 'showcase' ? showcaseName : nameOf(profile, 0)
    const before = await trx
      .selectFrom('organisations')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirst()
    if (before)
      throw new StartRefused(`The ${profile} profile stands in this database already, as “${name}”.`)
    const people =
      profile === 'showcase'
        ? await makeShowcase(trx, platform)
        : await letIn(trx, await makeProfile(trx, profile, sizes[profile]))
    // Before the commit, so that no crash leaves people whom nobody can be.
    return writeSeedFile(platform.config.dataDir, profile, people)
  })

/** One administrator, one facilitator and one teacher of each organisation get a token. */
async function letIn(db: Db, made: readonly MadeOrganisation[]): Promise<SeededPerson[]> {
  const people: SeededPerson[] = []
  for (const { id: organisationId, administrators, leaders, teachers } of made) {
    const someone: [string, PersonId | undefined][] = [
      ['administrator', administrators[0]],
      ['teacher leader', leaders[0]],
      ['teacher', teachers[0]],
    ]
    for (const [role, personId] of someone) {
      if (!personId) continue
      const token = newSecret('itl')
      await writeToken(db, { organisationId, personId }, 'seed', token)
      const { name, email } = await db
        .selectFrom('people')
        .select(['name', 'email'])
        .where('id', '=', personId)
        .executeTakeFirstOrThrow()
      people.push({ name, role, email: email ?? '', token })
    }
  }
  return people
}
