import type { Insertable } from 'kysely'
import { appendLedger } from '../clips/append-ledger.ts'
import { openAudience } from '../clips/open-audience.ts'
import { writeAttestation } from '../clips/write-attestation.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import { type ClipId, type ExemplarId, newId, type TeachingNoteId, type TermId } from '../platform/ids.ts'
import { writeConsent } from './write-consent.ts'
import { writeWords } from './write-words.ts'

type Columns = Insertable<Database['exemplars']>

export interface MadeExemplar
  extends Pick<Columns, 'reasons' | 'words' | 'title' | 'contentArea' | 'gradeBand' | 'goal' | 'cameBefore'> {
  readonly id: ExemplarId
  readonly clipId: ClipId
  readonly owner: Viewer
  /** Who nominates and publishes it. */
  readonly curator: Viewer
  readonly questions: readonly string[]
  readonly protocolKey: string | null
  readonly termIds: readonly TermId[]
  readonly notes?: readonly { readonly startMs: number; readonly body: string }[]
  readonly showsName: boolean
  /** Only asked for, not yet agreed to. */
  readonly isAsked?: boolean
  readonly endsOn: string
  readonly until: Date
}

/**
 * Writes an exemplar for the whole organisation with all that has to come before it, of a clip that nothing of this was
 * said about, in the caller's transaction.
 */
export async function writeExemplar(db: Db, made: MadeExemplar): Promise<void> {
  const {
    id,
    clipId,
    owner,
    curator,
    questions,
    termIds,
    notes,
    showsName,
    isAsked,
    endsOn,
    until,
    ...card
  } = made
  const { organisationId, personId: ownerId } = owner
  await db
    .insertInto('exemplars')
    .values({
      ...{ organisationId, id, clipId, ownerId, nominatedBy: curator.personId, clientKey: `made-${id}` },
      ...{ ...card, questions: [...questions], askedKind: 'organisation' },
    })
    .execute()
  for (const termId of termIds) {
    await db.insertInto('exemplarTags').values({ organisationId, exemplarId: id, termId }).execute()
  }
  for (const [n, note] of (notes ?? []).entries()) {
    await db
      .insertInto('teachingNotes')
      .values({
        ...{ organisationId, id: newId<TeachingNoteId>(), exemplarId: id, authorId: curator.personId },
        ...{ ...note, endMs: null, clientKey: `made-${id}-${n}` },
      })
      .execute()
  }
  await writeWords(db, id)
  await appendLedger(db, {
    ...{ organisationId, clipId, what: 'nominate', personId: curator.personId },
    detail: { exemplarId: id },
  })
  if (isAsked) return
  await writeAttestation(db, owner, clipId, agreedByAll, undefined)
  const audience = { kind: 'organisation', cohortId: null, siteId: null, districtId: null } as const
  const consentId = await writeConsent(db, owner, made, { ...audience, endsOn, until, showsName })
  await openAudience(db, curator, {
    ...{ clipId, ownerId, exemplarId: id, consentId, ...audience, showsName, until },
  })
}

const agreedByAll = {
  policyId: null,
  scope: 'organisation',
  unconsented: 'none present',
  guardiansOk: true,
  principalOk: true,
  adultsOk: true,
} as const
