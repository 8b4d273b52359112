import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import { addPerson } from '../../src/identity/add-person.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import type { Role } from '../../src/identity/roles.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import {
  type ClipId,
  type CohortId,
  type DistrictId,
  newId,
  type OrganisationId,
  type SiteId,
} from '../../src/platform/ids.ts'
import { Person, password } from '../support/cast.ts'
import { clipOf, publishClip, readyClipOf } from '../support/clips.ts'
import { meetingAt } from '../support/meetings.ts'
import type { Stage } from '../support/stage.ts'
import { Canaries } from './canaries.ts'
import { plantAssignments } from './plant-assignments.ts'
import { plantExemplars } from './plant-exemplars.ts'
import { plantMeetings } from './plant-meetings.ts'

export interface World {
  readonly people: ReadonlyMap<string, Person>
  readonly canaries: Canaries
  /** Who is in no cohort and owns nothing: the offices, a teacher from elsewhere, somebody who left. */
  readonly outsiders: readonly string[]
}

const member = ['Leslie', 'Ana', 'Liz'] as const

interface Planting {
  readonly plant: (what: string, ...who: readonly string[]) => string
  readonly maple: CohortId
  readonly withdrawn: ClipId
  readonly shared: ClipId
  readonly people: ReadonlyMap<string, Person>
  readonly districtId: DistrictId
}

/** The words that stand beside clips and talk: notes, concerns, invitations, holds, policies, settings. */
async function plantWords(
  db: Db,
  organisationId: OrganisationId,
  { plant, maple, withdrawn, shared, people, districtId }: Planting,
): Promise<void> {
  const idOf = (name: string) => (people.get(name) as Person).viewer.personId
  const here = [...people.keys()].filter((name) => name !== 'Eve' && name !== 'Mona')
  const offices = ['Dana', 'Rosa']
  await db
    .updateTable('cohorts')
    .set({ focus: plant('focus of a cohort', ...member), norms: plant('norms of a cohort', ...member) })
    .where('id', '=', maple)
    .execute()
  for (const [name, clipId] of [
    ['Ana', shared],
    ['Leslie', withdrawn],
  ] as const) {
    await db
      .insertInto('notes')
      .values({
        ...{
          organisationId,
          id: newId(),
          clipId,
          authorId: idOf(name),
          startMs: 1000,
          clientKey: randomUUID(),
        },
        body: plant(`private note of ${name}`, name),
      })
      .execute()
  }
  await db
    .insertInto('clipPauses')
    .values({
      ...{
        organisationId,
        id: newId(),
        clipId: withdrawn,
        reason: 'concern',
        kind: 'safety',
        raisedBy: idOf('Ana'),
      },
      words: plant('words of a concern', 'Ana', 'Paula'),
    })
    .execute()
  await db
    .insertInto('legalHolds')
    .values({
      ...{ organisationId, id: newId(), clipId: withdrawn, placedBy: idOf('Paula') },
      basis: plant('basis of a hold', 'Paula', 'Leslie'),
    })
    .execute()
  await db
    .insertInto('invitations')
    .values({
      ...{ organisationId, id: newId(), cohortId: maple, part: 'participant', invitedBy: idOf('Liz') },
      name: plant('name of somebody invited', ...member, ...offices),
      email: `${plant('address of somebody invited', ...member, ...offices)}@invited.example`,
      words: plant('words of an invitation'),
      expiresAt: sql<Date>`now() + interval '7 days'`,
    })
    .execute()
  await db
    .insertInto('mailRefusals')
    .values({
      ...{ organisationId, personId: idOf('Ana'), email: (people.get('Ana') as Person).email },
      reply: plant('what a mail server said', 'Ana'),
    })
    .execute()
  await db
    .insertInto('consentPolicies')
    .values({
      ...{ organisationId, id: newId(), version: 1, textHash: randomBytes(32), districtId },
      ...{ asksGuardians: true, asksPrincipal: false, asksAdults: false },
      text: plant('text of a consent policy', ...here),
    })
    .execute()
  await db
    .insertInto('oidcIssuers')
    .values({
      ...{
        organisationId,
        id: newId(),
        name: 'District sign-in',
        issuer: 'https://id.example',
        clientId: 'here',
      },
      clientSecret: plant('secret of an issuer'),
    })
    .execute()
  const quiet = await addPerson(db, {
    ...{ organisationId, roles: ['teacher'], password },
    name: plant('name of somebody in no cohort', ...offices),
    email: `${plant('address of somebody in no cohort', ...offices)}@here.example`,
  })
  await db
    .insertInto('externalRefs')
    .values({
      ...{ organisationId, source: 'roster', kind: 'person', entityId: quiet },
      externalId: plant('what a roster calls somebody'),
    })
    .execute()
  await plantYear(db, organisationId, { plant, maple, people })
  const { email } = people.get('Leslie') as Person
  const viewer = { organisationId, personId: idOf('Leslie') }
  await writeToken(db, viewer, plant('name of a token', 'Leslie'), newSecret('itl'))
  await sql`update uploads set filename = ${plant('name of a file')} where owner_id = ${viewer.personId}`.execute(
    db,
  )
  await sql`update recordings set facts = ${JSON.stringify({ place: plant('facts of a recording'), email })}
    where owner_id = ${viewer.personId}`.execute(db)
}

/** What comes of a meeting, and a cycle of inquiry: the cohort's alone. */
async function plantYear(
  db: Db,
  organisationId: OrganisationId,
  { plant, maple, people }: Pick<Planting, 'plant' | 'maple' | 'people'>,
): Promise<void> {
  const liz = people.get('Liz') as Person
  const { personId } = liz.viewer
  const meetingId = await meetingAt(db, liz, maple, -60)
  await db
    .insertInto('takeaways')
    .values({
      ...{ organisationId, id: newId(), meetingId, authorId: personId, kind: 'decision' },
      ...{ body: plant('what came of a meeting', ...member), clientKey: randomUUID() },
    })
    .execute()
  await db
    .insertInto('inquiryCycles')
    .values({
      ...{ organisationId, id: newId(), cohortId: maple, seq: 1, openedBy: personId, askedBy: personId },
      question: plant('question of a cycle', ...member),
      practice: plant('practice of a cycle', ...member),
      changed: plant('what changed in a cycle', ...member),
      learned: plant('what was learned in a cycle', ...member),
    })
    .execute()
}

/** Coaching between Liz and Leslie, and some that Liz offered to Ben, who has not answered. */
async function plantCoaching(
  db: Db,
  organisationId: OrganisationId,
  { plant, shared, people }: Pick<Planting, 'plant' | 'shared' | 'people'>,
): Promise<void> {
  const idOf = (name: string) => (people.get(name) as Person).viewer.personId
  const both = ['Liz', 'Leslie'] as const
  const pairOf = (name: string, ...others: readonly string[]) =>
    createCohort(db, {
      ...{ organisationId, name, focus: null, kind: 'coaching' as const },
      members: [
        { personId: idOf('Liz'), part: 'facilitator' as const },
        ...others.map((other) => ({ personId: idOf(other), part: 'participant' as const })),
      ],
    })
  const cohortId = await pairOf(plant('what a coaching is about', ...both), 'Leslie')
  for (const who of both) {
    const common = () => ({ organisationId, id: newId(), cohortId, clientKey: randomUUID() })
    const setBy = idOf(who)
    await db
      .insertInto('coachingGoals')
      .values({ ...common(), id: newId(), setBy, body: plant(`goal in coaching of ${who}`, ...both) })
      .execute()
    await db
      .insertInto('coachingSteps')
      .values({
        ...{ ...common(), id: newId(), setBy, dueOn: '2027-01-15' },
        body: plant(`next step of ${who}`, ...both),
      })
      .execute()
    await db
      .insertInto('coachingEntries')
      .values({
        ...{ ...common(), id: newId(), authorId: setBy, kind: 'debrief', clipId: shared },
        body: plant(`entry in coaching of ${who}`, ...both),
      })
      .execute()
  }
  // He is known to read his mailbox, so he finds it here too.
  const { email = '' } = people.get('Ben') ?? {}
  await sql`update auth_users set email_verified = true where email = ${email}`.execute(db)
  await db
    .insertInto('invitations')
    .values({
      ...{ organisationId, id: newId(), part: 'participant', invitedBy: idOf('Liz'), email },
      cohortId: await pairOf(plant('what offered coaching is about', 'Liz', 'Ben')),
      name: plant('name of somebody offered coaching', 'Liz'),
      words: plant('words with an offer of coaching', 'Ben'),
      expiresAt: sql<Date>`now() + interval '7 days'`,
    })
    .execute()
}

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
  const oakSchool = newId<SiteId>()
  await db
    .insertInto('sites')
    .values({ organisationId, id: oakSchool, districtId, name: 'Oak Lane School' })
    .execute()
  await sql`update people set site_id = ${siteId} where organisation_id = ${organisationId}`.execute(db)
  await sql`update people set site_id = ${oakSchool} where id = ${ben.viewer.personId}`.execute(db)

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
  const hidden = await readyClipOf(platform, leslie, {
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
  await leslie.patch(`/api/v1/clips/${shared}`, {
    tried: plant('what an owner tried', ...member, 'Ben'),
    question: plant('what an owner asks', ...member, 'Ben'),
  })
  await leslie.patch(`/api/v1/clips/${hidden}`, {
    tried: plant('what was tried in a private clip', 'Leslie'),
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
  await leslie.send('PUT', `/api/v1/clips/${shared}/captions/en`, {
    body: {
      cues: [
        {
          ...{ startMs: 1000, endMs: 2000 },
          text: plant('words in captions', ...member, 'Ben'),
        },
      ],
    },
  })
  const { body: deleted } = await say(ana, shared, maple, plant('deleted words'))
  await ana.delete(`/api/v1/comments/${deleted.comments[0].id}`)

  // Taken back.
  const withdrawn = await readyClipOf(platform, leslie, {
    title: plant('title of a withdrawn clip', 'Leslie'),
    content: bytes('bytes of a withdrawn clip', 'Leslie'),
  })
  await leslie.post(`/api/v1/clips/${withdrawn}/grants`, { cohortId: maple })
  await say(leslie, withdrawn, maple, plant('talk about a withdrawn clip', 'Leslie'))
  // Her own words are kept for whoever said them.
  await say(ana, withdrawn, maple, plant('own words about a withdrawn clip', 'Leslie', 'Ana'))
  await leslie.put(`/api/v1/clips/${withdrawn}/withdrawal`)

  // Of which something is hidden: what was made before, and the recording, are nobody's any more, not even its owner's.
  const redacted = await readyClipOf(platform, leslie, {
    title: plant('title of a clip that hides something', ...member),
    content: bytes('bytes of a clip before something was hidden'),
    original: bytes('original of a clip that hides something'),
  })
  await leslie.post(`/api/v1/clips/${redacted}/grants`, { cohortId: maple })
  const region = { x: 0.1, y: 0.1, width: 0.3, height: 0.3 }
  const { status } = await leslie.send('PUT', `/api/v1/clips/${redacted}/cut`, {
    body: {
      ...{ inMs: 0, outMs: 60_000, original: 'seal' },
      redactions: [{ kind: 'box', startMs: 1000, endMs: 2000, region }],
    },
  })
  if (status !== 202) throw new Error(`nothing could be hidden: ${status}`)
  await publishClip(platform, redacted, { content: bytes('bytes of a clip that hides something', ...member) })

  // In another organisation.
  await readyClipOf(platform, eve, {
    title: plant('title of a clip elsewhere', 'Eve'),
    content: bytes('bytes of a clip elsewhere', 'Eve'),
  })

  for (const clipId of [hidden, shared, redacted]) await leslie.post(`/api/v1/clips/${clipId}/downloads`)

  await plantCoaching(platform.db, organisationId, { plant, shared, people })
  await plantWords(platform.db, organisationId, { plant, maple, withdrawn, shared, people, districtId })

  await plantMeetings(
    db,
    liz,
    { cohortId: maple, districtId },
    {
      plant: (what) => plant(what, ...member),
      plantForAll: (what) => plant(what, 'Dana', ...member, 'Ben'),
    },
  )
  await plantAssignments(db, liz, { cohortId: maple, clipId: shared }, (what) => plant(what, ...member))
  // In its pack, which is another way to the same words.
  const { body: staged } = await say(ana, shared, maple, plant('talk in a stage', ...member))
  const { assignmentId } = await db
    .selectFrom('assignmentStages')
    .select('assignmentId')
    .where('id', '=', staged.stageId)
    .executeTakeFirstOrThrow()
  await liz.send('PUT', `/api/v1/assignments/${assignmentId}/pack/choices/${staged.id}`, {
    body: { choice: 'taken' },
  })

  await plantExemplars(platform, { plant, people, maple, oak, oakSchool })

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
