import { sql } from 'kysely'
import { visibleClips } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { NoteId } from '../platform/ids.ts'

/** Who the person is here. */
export async function findOwnPerson(db: Db, { personId }: Viewer) {
  const [person, roles] = await Promise.all([
    db
      .selectFrom('people')
      .innerJoin('organisations', 'organisations.id', 'people.organisationId')
      .leftJoin('sites', 'sites.id', 'people.siteId')
      .select(['people.id', 'people.name', 'people.email', 'people.state', 'people.createdAt'])
      .select(['organisations.name as organisation', 'sites.name as site'])
      .where('people.id', '=', personId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('roleGrants')
      .leftJoin('sites', 'sites.id', 'roleGrants.siteId')
      .leftJoin('districts', 'districts.id', 'roleGrants.districtId')
      .select(['role', 'sites.name as site', 'districts.name as district', 'grantedAt'])
      .where('personId', '=', personId)
      .orderBy('role')
      .execute(),
  ])
  return { ...person, roles }
}

export const findOwnMemberships = (db: Db, { personId }: Viewer) =>
  db
    .selectFrom('memberships')
    .innerJoin('cohorts', 'cohorts.id', 'memberships.cohortId')
    .select(['cohorts.name as cohort', 'cohorts.kind', 'part', 'joinedAt', 'leftAt'])
    .where('personId', '=', personId)
    .orderBy('joinedAt')
    .execute()

/** Which norms the person agreed to; the norms themselves are the cohort's. */
export const findOwnAgreements = (db: Db, { personId }: Viewer) =>
  db
    .selectFrom('normAgreements')
    .innerJoin('cohorts', 'cohorts.id', 'normAgreements.cohortId')
    .select(['cohorts.name as cohort', 'normAgreements.normsNo', 'agreedAt'])
    .where('personId', '=', personId)
    .orderBy('agreedAt')
    .execute()

/** What signs in as the person, without any secret. */
export async function findOwnSignIns(db: Db, { personId }: Viewer) {
  const [tokens, issuers, browsers] = await Promise.all([
    db
      .selectFrom('apiTokens')
      .select(['name', 'createdAt', 'lastUsedAt', 'revokedAt'])
      .where('personId', '=', personId)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('oidcIdentities')
      .innerJoin('oidcIssuers', 'oidcIssuers.id', 'oidcIdentities.issuerId')
      .select(['oidcIssuers.name as issuer', 'subject', 'linkedAt'])
      .where('personId', '=', personId)
      .execute(),
    sql<object>`
      select s.created_at, s.expires_at, s.ip_address, s.user_agent from auth_sessions s
      join people on people.sign_in_id = s.user_id where people.id = ${personId} order by s.created_at`.execute(
      db,
    ),
  ])
  return { tokens, issuers, browsers: browsers.rows }
}

const atOnce = 500

/** Private notes and markers, in the order they were made; what clip they are on by title only while within reach. */
export async function* findOwnNotes(db: Db, viewer: Viewer) {
  let after: NoteId | undefined
  for (;;) {
    const rows = await db
      .selectFrom('notes')
      .leftJoin(visibleClips(db, viewer).select(['clips.id', 'clips.title']).as('reach'), (join) =>
        join.onRef('reach.id', '=', 'notes.clipId'),
      )
      .select(['notes.id', 'notes.clipId', 'reach.title as clip', 'startMs', 'endMs', 'body'])
      .select(['notes.createdAt', 'notes.editedAt'])
      .where('notes.authorId', '=', viewer.personId)
      .$if(after !== undefined, (query) => query.where('notes.id', '>', after as NoteId))
      .orderBy('notes.id')
      .limit(atOnce)
      .execute()
    yield* rows
    if (rows.length < atOnce) return
    after = rows.at(-1)?.id
  }
}

/** Up to when the person has read the talk about clips; which ones by title only while within reach. */
export const findOwnReadings = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('readings')
    .leftJoin(visibleClips(db, viewer).select(['clips.id', 'clips.title']).as('reach'), (join) =>
      join.onRef('reach.id', '=', 'readings.clipId'),
    )
    .select(['readings.clipId', 'reach.title as clip', 'readUntil'])
    .where('readings.personId', '=', viewer.personId)
    .orderBy('readings.clipId')
    .execute()

/** What a person did with clips of others, as those clips' ledgers have it: never for how long. */
export const findOwnWatching = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('ledger')
    .innerJoin('clips', 'clips.id', 'ledger.clipId')
    .leftJoin(visibleClips(db, viewer).select(['clips.id', 'clips.title']).as('reach'), (join) =>
      join.onRef('reach.id', '=', 'ledger.clipId'),
    )
    .select(['ledger.at', 'ledger.what', 'ledger.clipId', 'reach.title as clip'])
    .where('ledger.personId', '=', viewer.personId)
    .where('clips.ownerId', '<>', viewer.personId)
    .where('ledger.what', 'in', ['play', 'download'])
    .orderBy('ledger.at')
    .execute()

/** Concerns that were raised and invitations that were sent, in the person's own words; not about whom or to whom. */
export async function findOwnWords(db: Db, viewer: Viewer) {
  const [concerns, invitations] = await Promise.all([
    db
      .selectFrom('clipPauses')
      .select(['clipId', 'reason', 'kind', 'words', 'raisedAt', 'resolvedAt'])
      .where('raisedBy', '=', viewer.personId)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('invitations')
      .select(['words', 'createdAt', 'acceptedAt', 'revokedAt'])
      .where('invitedBy', '=', viewer.personId)
      .orderBy('id')
      .execute(),
  ])
  return { concerns, invitations }
}

/** What the person asked of their cohorts, in their own words, and of what they were reminded. */
export async function findOwnAssignments(db: Db, { personId }: Viewer) {
  const [assignments, protocols, reminders] = await Promise.all([
    db
      .selectFrom('assignments')
      .innerJoin('cohorts', 'cohorts.id', 'assignments.cohortId')
      .select(['cohorts.name as cohort', 'words', 'question', 'minutes', 'opensAt', 'dueAt'])
      .select(['assignments.createdAt', 'assignments.closedAt', 'cancelledAt'])
      .where('createdBy', '=', personId)
      .orderBy('assignments.id')
      .execute(),
    db
      .selectFrom('protocolVersions')
      .innerJoin('protocols', 'protocols.id', 'protocolVersions.protocolId')
      .innerJoin('cohorts', 'cohorts.id', 'protocols.cohortId')
      .select([
        'cohorts.name as cohort',
        'title',
        'protocolVersions.versionNo as version',
        'stages',
        'writtenAt',
      ])
      .where('writtenBy', '=', personId)
      .orderBy('writtenAt')
      .execute(),
    db
      .selectFrom('assignmentNudges')
      .innerJoin('assignments', 'assignments.id', 'assignmentNudges.assignmentId')
      .innerJoin('cohorts', 'cohorts.id', 'assignments.cohortId')
      .select(['cohorts.name as cohort', 'assignments.dueAt', 'nudgedAt'])
      .where('assignmentNudges.personId', '=', personId)
      .orderBy('nudgedAt')
      .execute(),
  ])
  return { assignments, protocols, reminders }
}

/** How often the person is written to, up to when they saw what there was, and when they were written to. */
export async function findOwnNotices(db: Db, { personId }: Viewer) {
  const [settings, refusal, digests] = await Promise.all([
    db
      .selectFrom('noticeSettings')
      .select(['rhythm', 'seenUntil', 'changedAt'])
      .where('personId', '=', personId)
      .executeTakeFirst(),
    db
      .selectFrom('mailRefusals')
      .select(['email', 'reply', 'refusedAt'])
      .where('personId', '=', personId)
      .executeTakeFirst(),
    db
      .selectFrom('digests')
      .select(['slot', 'since', 'until', 'plannedAt', 'sentAt', 'skippedAt'])
      .where('personId', '=', personId)
      .orderBy('plannedAt')
      .execute(),
  ])
  return { settings: settings ?? null, refusal: refusal ?? null, digests }
}

/** What is left of clips that were destroyed. */
export const findOwnPurges = (db: Db, { personId }: Viewer) =>
  db
    .selectFrom('clipPurges')
    .select(['clipId', 'why', 'orderedAt', 'doneAt', 'certificate'])
    .where('ownerId', '=', personId)
    .orderBy('orderedAt')
    .execute()
