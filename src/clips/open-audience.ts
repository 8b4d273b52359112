import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import {
  type AudienceId,
  type ClipId,
  type CohortId,
  type DistrictId,
  type ExemplarConsentId,
  type ExemplarId,
  newId,
  type PersonId,
  type SiteId,
} from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { appendLedger } from './append-ledger.ts'

export interface NewAudience {
  readonly clipId: ClipId
  readonly ownerId: PersonId
  readonly exemplarId: ExemplarId
  readonly consentId: ExemplarConsentId
  readonly kind: 'cohort' | 'site' | 'district' | 'organisation'
  readonly cohortId: CohortId | null
  readonly siteId: SiteId | null
  readonly districtId: DistrictId | null
  readonly showsName: boolean
  readonly until: Date
}

/**
 * Opens a clip to the audience its owner consented to, in a transaction that locked its terms and found everything that
 * must hold. A clip has one audience at a time: close the one before first.
 */
export async function openAudience(
  db: Db,
  { organisationId, personId }: Viewer,
  audience: NewAudience,
): Promise<void> {
  const { clipId, exemplarId, kind, until, showsName } = audience
  await db
    .insertInto('clipAudiences')
    .values({ organisationId, id: newId<AudienceId>(), openedBy: personId, ...audience })
    .execute()
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, {
    ...{ organisationId, clipId, what: 'publish', personId, cohortId: audience.cohortId },
    detail: { exemplarId, audience: kind, until: until.toISOString(), showsName },
  })
}
