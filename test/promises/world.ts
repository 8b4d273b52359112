import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { addPerson } from '../../src/identity/add-person.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import type { Role } from '../../src/identity/roles.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import { type DistrictId, newId, type SiteId } from '../../src/platform/ids.ts'
import { Person, password } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import type { Stage } from '../support/stage.ts'
import { Canaries } from './canaries.ts'

export interface World {
  readonly people: ReadonlyMap<string, Person>
  readonly canaries: Canaries
  /** Who is in no cohort and owns nothing: the offices, a teacher from elsewhere, somebody who left. */
  readonly outsiders: readonly string[]
}

const member = ['Leslie', 'Ana', 'Liz'] as const

/**
 * The cast with somebody for every office, clips in every state of being shared, talk, and a canary in every text that
 * a person can write and in every object. The names are those of `people`.
 */
export async function buildWorld({ platform, cast, baseUrl }: Stage): Promise<World> {
  const { db } = platform
  const { leslie, ana, liz, ben, dana, eve, maple, oak } = cast
  const { organisationId } = leslie.viewer
  const canaries = new Canaries()
  const people = new Map<string, Person>()
  for (const person of [leslie, ana, liz, ben, dana, eve]) people.set(person.name, person)

  const districtId = newId<DistrictId>()
  const siteId = newId<SiteId>()
  await db.insertInto('districts').values({ organisationId, id: districtId, name: 'North' }).execute()
  await db
    .insertInto('sites')
    .values({ organisationId, id: siteId, districtId, name: 'Maple Street' })
    .execute()
  await sql`update people set site_id = ${siteId} where organisation_id = ${organisationId}`.execute(db)

  const office = async (name: string, role: Role, of: typeof leslie.viewer = leslie.viewer) => {
    const email = `${name.toLowerCase()}@office.example`
    const personId = await addPerson(db, {
      ...{ organisationId: of.organisationId, name, email, password },
      roles: role === 'site leader' || role === 'district partner' ? [] : [role],
    })
    if (role === 'site leader' || role === 'district partner') {
      await db
        .insertInto('roleGrants')
        .values({
          ...{ organisationId: of.organisationId, personId, role },
          ...(role === 'site leader' ? { siteId } : { districtId }),
        })
        .execute()
    }
    const token = newSecret('itl')
    await writeToken(db, { organisationId: of.organisationId, personId }, 'crawl', token)
    people.set(name, new Person(baseUrl, name, email, { organisationId: of.organisationId, personId }, token))
  }
  await office('Paula', 'privacy officer')
  await office('Rosa', 'roster manager')
  await office('Sid', 'site leader')
  await office('Dora', 'district partner')
  await office('Pete', 'program coach')
  await office('Tess', 'teacher leader')
  await office('Mona', 'administrator', eve.viewer)
  await office('Gone', 'teacher')

  const plant = (what: string, ...who: readonly string[]) => canaries.plant(what, who)
  const bytes = (what: string, ...who: readonly string[]) => Buffer.from(`${plant(what, ...who)} `.repeat(20))
  const say = (who: Person, clipId: string, cohortId: string, body: string) =>
    who.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId, kind: 'notice', startMs: 1_000, body, clientKey: randomUUID() },
    })

  // Seen by nobody but its owner.
  await readyClipOf(platform, leslie, {
    title: plant('title of a private clip', 'Leslie'),
    content: bytes('bytes of a private clip', 'Leslie'),
    original: bytes('original of a private clip', 'Leslie'),
  })
  await clipOf(platform, leslie, { title: plant('title of a clip being prepared', 'Leslie') })

  // Shared with two cohorts that do not read each other.
  const shared = await readyClipOf(platform, leslie, {
    title: plant('title of a shared clip', ...member, 'Ben'),
    content: bytes('bytes of a shared clip', ...member, 'Ben'),
    original: bytes('original of a shared clip', 'Leslie'),
  })
  await leslie.post(`/api/v1/clips/${shared}/grants`, { cohortId: maple })
  await sql`
    insert into clip_grants (organisation_id, id, clip_id, cohort_id, granted_by, can_comment)
    values (${organisationId}, ${newId()}, ${shared}, ${oak}, ${leslie.viewer.personId}, true)`.execute(db)
  const { body: thread } = await say(ana, shared, maple, plant('talk of one cohort', ...member))
  await liz.post(`/api/v1/threads/${thread.id}/comments`, {
    body: plant('answer of one cohort', ...member),
    clientKey: randomUUID(),
  })
  await say(ben, shared, oak, plant('talk of the other cohort', 'Leslie', 'Ben', 'Ana'))
  const { body: deleted } = await say(ana, shared, maple, plant('deleted words'))
  await ana.delete(`/api/v1/comments/${deleted.comments[0].id}`)

  // Taken back.
  const withdrawn = await readyClipOf(platform, leslie, {
    title: plant('title of a withdrawn clip', 'Leslie'),
    content: bytes('bytes of a withdrawn clip', 'Leslie'),
  })
  await leslie.post(`/api/v1/clips/${withdrawn}/grants`, { cohortId: maple })
  await say(ana, withdrawn, maple, plant('talk about a withdrawn clip', 'Leslie'))
  await leslie.put(`/api/v1/clips/${withdrawn}/withdrawal`)

  // In another organisation.
  await readyClipOf(platform, eve, {
    title: plant('title of a clip elsewhere', 'Eve'),
    content: bytes('bytes of a clip elsewhere', 'Eve'),
  })
  await sql`update cohorts set focus = ${plant('focus of a cohort', ...member)} where id = ${maple}`.execute(
    db,
  )

  // Was in the cohort once.
  const gone = people.get('Gone')
  await sql`
    insert into memberships (organisation_id, cohort_id, person_id, part, joined_at, left_at)
    values (${organisationId}, ${maple}, ${gone?.viewer.personId}, 'participant', now() - interval '1 day', now())`.execute(
    db,
  )
  return {
    people,
    canaries,
    outsiders: ['Dana', 'Paula', 'Rosa', 'Sid', 'Dora', 'Pete', 'Tess', 'Gone', 'Eve', 'Mona'],
  }
}
