import { sql } from 'kysely'
import { visibleClips } from '../clips/find-clip.ts'
import { consentText } from '../exemplars/consent-text.ts'
import { stateOf } from '../exemplars/state-of.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/**
 * What a person has to do with exemplars: those of their own clips with what they agreed to and the thanks that came for
 * them, and what they wrote about others'. Of clips of others the title only while within reach; of others' words the
 * thanks alone, which were written to them.
 */
export async function findOwnExemplars(db: Db, viewer: Viewer) {
  const [owned, consents, thanksReceived, written] = await Promise.all([
    findOwned(db, viewer),
    findConsents(db, viewer),
    findThanksReceived(db, viewer),
    findWritten(db, viewer),
  ])
  return { owned, consents, thanksReceived, ...written }
}

const findOwned = (db: Db, { personId }: Viewer) =>
  db
    .selectFrom('exemplars')
    .select(['exemplars.id', 'clipId', 'title', 'contentArea', 'gradeBand', 'goal', 'cameBefore'])
    .select(['questions', 'protocolKey', 'nominatedAt', stateOf.as('state'), 'endedAt', 'receipt'])
    .where('ownerId', '=', personId)
    .orderBy('exemplars.id')
    .execute()

async function findConsents(db: Db, { personId }: Viewer) {
  const rows = await db
    .selectFrom('exemplarConsents')
    .innerJoin('exemplars', 'exemplars.id', 'exemplarConsents.exemplarId')
    .leftJoin('cohorts', 'cohorts.id', 'exemplarConsents.cohortId')
    .leftJoin('sites', 'sites.id', 'exemplarConsents.siteId')
    .leftJoin('districts', 'districts.id', 'exemplarConsents.districtId')
    .select(['exemplarConsents.exemplarId', 'exemplarConsents.kind as audience'])
    .select(({ fn }) => fn.coalesce('cohorts.name', 'sites.name', 'districts.name').as('of'))
    .select(['endsOn', 'showsName', 'givenAt', 'revokedAt', 'textVersion'])
    .select(sql<string>`encode(exemplar_consents.text_hash, 'hex')`.as('textSha256'))
    .where('exemplars.ownerId', '=', personId)
    .orderBy('exemplarConsents.id')
    .execute()
  return rows.map((row) => ({
    ...row,
    // Of an older version only the hash is kept, which tells whether a text is the one that was read.
    text: row.textSha256 === consentText.hash ? consentText.text : null,
  }))
}

const findThanksReceived = (db: Db, { personId }: Viewer) =>
  db
    .selectFrom('exemplarThanks')
    .innerJoin('exemplars', 'exemplars.id', 'exemplarThanks.exemplarId')
    .innerJoin('cohorts', 'cohorts.id', 'exemplarThanks.cohortId')
    .select(['exemplarId', 'cohorts.name as cohort', 'exemplarThanks.body', 'sentAt'])
    .where('exemplars.ownerId', '=', personId)
    .orderBy('sentAt')
    .execute()

async function findWritten(db: Db, viewer: Viewer) {
  const { personId } = viewer
  const reach = visibleClips(db, viewer).select(['clips.id', 'clips.title']).as('reach')
  const [nominations, thanksSent, teachingNotes, collections, savedSearches] = await Promise.all([
    db
      .selectFrom('exemplars')
      .leftJoin(reach, (join) => join.onRef('reach.id', '=', 'exemplars.clipId'))
      .select(['exemplars.clipId', 'reach.title as clip', 'reasons', 'words', 'nominatedAt'])
      .select(['askedKind as askedFor', 'takenBackAt'])
      .where('nominatedBy', '=', personId)
      .orderBy('exemplars.id')
      .execute(),
    db
      .selectFrom('exemplarThanks')
      .innerJoin('exemplars', 'exemplars.id', 'exemplarThanks.exemplarId')
      .innerJoin('cohorts', 'cohorts.id', 'exemplarThanks.cohortId')
      .leftJoin(reach, (join) => join.onRef('reach.id', '=', 'exemplars.clipId'))
      .select(['exemplars.clipId', 'reach.title as clip', 'cohorts.name as cohort', 'body', 'sentAt'])
      .where('authorId', '=', personId)
      .orderBy('sentAt')
      .execute(),
    db
      .selectFrom('teachingNotes')
      .innerJoin('exemplars', 'exemplars.id', 'teachingNotes.exemplarId')
      .leftJoin(reach, (join) => join.onRef('reach.id', '=', 'exemplars.clipId'))
      .select([
        'exemplars.clipId',
        'reach.title as clip',
        'startMs',
        'endMs',
        'body',
        'createdAt',
        'editedAt',
      ])
      .where('authorId', '=', personId)
      .orderBy('teachingNotes.id')
      .execute(),
    db
      .selectFrom('collections')
      .leftJoin('cohorts', 'cohorts.id', 'collections.cohortId')
      .select(['cohorts.name as cohort', 'title', 'introduction', 'collections.createdAt', 'retiredAt'])
      .where('collections.createdBy', '=', personId)
      .orderBy('collections.id')
      .execute(),
    db
      .selectFrom('savedSearches')
      .select(['name', 'query', 'savedAt'])
      .where('personId', '=', personId)
      .orderBy('savedAt')
      .execute(),
  ])
  return { nominations, thanksSent, teachingNotes, collections, savedSearches }
}
