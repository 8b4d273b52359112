import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openAudience } from '../../src/clips/open-audience.ts'
import type { AudienceKind } from '../../src/exemplars/kinds.ts'
import type { ShelfExemplar } from '../../src/exemplars/schemas.ts'
import { writeWords } from '../../src/exemplars/write-words.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import {
  type AttestationId,
  type ClipId,
  type CohortId,
  type DistrictId,
  type ExemplarConsentId,
  type ExemplarId,
  newId,
  type SiteId,
  type TermId,
} from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { Person } from './cast.ts'
import { readyClipOf } from './clips.ts'

export interface AudienceGiven {
  readonly kind: AudienceKind
  /** Of the cohort, site or district. */
  readonly id?: string
}

interface Given {
  /** A ready one is made where it is left out. */
  readonly clipId?: ClipId
  /** How far it has come. */
  readonly state?: 'asked' | 'agreed' | 'published'
  readonly audience?: AudienceGiven
  readonly showsName?: boolean
  /** Who asks for it and publishes it: the owner where left out. */
  readonly by?: Person
  readonly reasons?: ShelfExemplar['reasons']
  readonly words?: string
  readonly title?: string
  readonly contentArea?: string | null
  readonly gradeBand?: string | null
  readonly goal?: string | null
  readonly cameBefore?: string | null
  readonly questions?: readonly string[]
  readonly protocolKey?: string | null
  readonly firstTryId?: ExemplarId | null
  readonly termIds?: readonly TermId[]
  /** When the owner's consent ends: in a year where left out. */
  readonly until?: Date
  /** How far those in the picture agreed; null for no word of it. */
  readonly attested?: 'cohort' | 'organisation' | 'network' | null
  /** Of the clip that is made. */
  readonly durationMs?: number
}

export interface PlacedExemplar {
  readonly id: ExemplarId
  readonly clipId: ClipId
}

/** An exemplar as its rows lie in the database, published to the whole organisation unless said otherwise. */
export async function exemplarOf(
  platform: Platform,
  owner: Person,
  given: Given = {},
): Promise<PlacedExemplar> {
  const { organisationId, personId: ownerId } = owner.viewer
  const { state = 'published', by = owner, showsName = true, attested = 'organisation' } = given
  const audience = columnsOf(given.audience ?? { kind: 'organisation' })
  const title = given.title ?? 'A lesson'
  const { durationMs } = given
  const clipId =
    given.clipId ?? (await readyClipOf(platform, owner, { title, ...(durationMs && { durationMs }) }))
  const id = newId<ExemplarId>()
  await platform.db.transaction().execute(async (trx) => {
    if (attested) await attest(trx, owner, clipId, attested)
    await trx
      .insertInto('exemplars')
      .values({
        ...{ organisationId, id, clipId, ownerId, nominatedBy: by.viewer.personId, clientKey: randomUUID() },
        reasons: [...(given.reasons ?? (['student thinking'] as const))],
        words: given.words ?? 'They explain it to each other.',
        ...{ askedKind: audience.kind, askedCohortId: audience.cohortId },
        ...{ askedSiteId: audience.siteId, askedDistrictId: audience.districtId },
        ...{ title, contentArea: given.contentArea ?? null, gradeBand: given.gradeBand ?? null },
        ...{ goal: given.goal ?? null, cameBefore: given.cameBefore ?? null },
        questions: [...(given.questions ?? [])],
        ...{ protocolKey: given.protocolKey ?? null, firstTryId: given.firstTryId ?? null },
      })
      .execute()
    for (const termId of given.termIds ?? []) {
      await trx.insertInto('exemplarTags').values({ organisationId, exemplarId: id, termId }).execute()
    }
    await writeWords(trx, id)
    if (state === 'asked') return
    const until = given.until ?? new Date(Date.now() + 365 * 86_400_000)
    const consentId = newId<ExemplarConsentId>()
    await trx
      .insertInto('exemplarConsents')
      .values({
        ...{ organisationId, id: consentId, exemplarId: id, ...audience, showsName, until },
        ...{ endsOn: new Date(until.getTime() - 1).toISOString().slice(0, 10) },
        ...{ textVersion: 1, textHash: Buffer.alloc(32, 7) },
      })
      .execute()
    if (state === 'agreed') return
    await openAudience(trx, by.viewer, {
      ...{ clipId, ownerId, exemplarId: id, consentId, ...audience, showsName, until },
    })
  })
  return { id, clipId }
}

const columnsOf = ({ kind, id = '' }: AudienceGiven) => ({
  kind,
  cohortId: kind === 'cohort' ? (id as CohortId) : null,
  siteId: kind === 'site' ? (id as SiteId) : null,
  districtId: kind === 'district' ? (id as DistrictId) : null,
})

/** The owner's word on those in the picture, where they gave none yet. */
async function attest(db: Db, owner: Person, clipId: ClipId, scope: 'cohort' | 'organisation' | 'network') {
  const { organisationId, personId: attestedBy } = owner.viewer
  const given = await db
    .selectFrom('consentAttestations')
    .select('id')
    .where('clipId', '=', clipId)
    .where('replacedAt', 'is', null)
    .executeTakeFirst()
  if (given) return
  await db
    .insertInto('consentAttestations')
    .values({
      ...{ organisationId, id: newId<AttestationId>(), clipId, policyId: null, attestedBy },
      ...{ scope, unconsented: 'none present', guardiansOk: null, principalOk: null, adultsOk: null },
    })
    .execute()
}

/** One of the organisation's words, as it lies in the database. */
export async function termOf(
  { db }: Platform,
  by: Person,
  { kind, name, code }: { kind: 'practice' | 'look-for' | 'standard'; name: string; code?: string },
): Promise<TermId> {
  const { organisationId, personId: createdBy } = by.viewer
  const id = newId<TermId>()
  await db
    .insertInto('terms')
    .values({ organisationId, id, kind, code: code ?? null, name, createdBy })
    .execute()
  return id
}

/** Lets the consent of an exemplar run out, and its audience with it, as time does. */
export async function letExpire({ db }: Platform, exemplarId: ExemplarId): Promise<void> {
  const until = sql<Date>`now() - interval '1 second'`
  await db.updateTable('exemplarConsents').set({ until }).where('exemplarId', '=', exemplarId).execute()
  await db.updateTable('clipAudiences').set({ until }).where('exemplarId', '=', exemplarId).execute()
}
