import { appendLedger } from '../clips/append-ledger.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type ExemplarConsentId, type ExemplarId, newId } from '../platform/ids.ts'
import { consentText } from './consent-text.ts'
import type { AudienceRow } from './show-audience.ts'

export interface ConsentTerms extends AudienceRow {
  readonly endsOn: string
  readonly until: Date
  readonly showsName: boolean
}

/** Writes down what an owner agrees to, and to which text, in a transaction that holds the exemplar. None other stands. */
export async function writeConsent(
  db: Db,
  { organisationId, personId }: Viewer,
  { id: exemplarId, clipId }: { readonly id: ExemplarId; readonly clipId: ClipId },
  { kind, cohortId, siteId, districtId, endsOn, until, showsName }: ConsentTerms,
): Promise<ExemplarConsentId> {
  const id = newId<ExemplarConsentId>()
  const { version, hash } = consentText
  await db
    .insertInto('exemplarConsents')
    .values({
      ...{ organisationId, id, exemplarId, kind, cohortId, siteId, districtId },
      ...{ endsOn, until, showsName, textVersion: version, textHash: Buffer.from(hash, 'hex') },
    })
    .execute()
  await appendLedger(db, {
    ...{ organisationId, clipId, what: 'consent to exemplar', personId, cohortId },
    detail: {
      ...{ exemplarId, audience: kind, until: until.toISOString(), showsName },
      ...{ textVersion: version, textHash: hash },
    },
  })
  return id
}
