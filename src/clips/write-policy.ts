import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { appendAudit } from '../identity/append-audit.ts'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { newId, type PolicyId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { ConsentPolicy, WriteConsentPolicy } from './consent-schemas.ts'
import { showPolicy } from './find-policies.ts'

/** Writes the next version of the text asked before sharing, in an organisation or one of its districts. */
export async function writePolicy(
  db: Db,
  viewer: Viewer,
  { districtId, ...policy }: WriteConsentPolicy,
): Promise<ConsentPolicy> {
  await requireRole(db, viewer, 'administrator', 'privacy officer')
  const { organisationId, personId } = viewer
  if (districtId !== undefined) {
    const district = await db
      .selectFrom('districts')
      .select('id')
      .where('id', '=', districtId)
      .where('organisationId', '=', organisationId)
      .executeTakeFirst()
    if (!district) notFound('district')
  }
  return db.transaction().execute(async (trx) => {
    // Two who write at once get two versions.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`consent policies ${organisationId}`}, 0))`.execute(
      trx,
    )
    const last = await trx
      .selectFrom('consentPolicies')
      .select('version')
      .where('organisationId', '=', organisationId)
      .where('districtId', 'is not distinct from', districtId ?? null)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    const row = await trx
      .insertInto('consentPolicies')
      .values({
        ...policy,
        ...{ organisationId, id: newId<PolicyId>(), districtId: districtId ?? null },
        ...{ version: (last?.version ?? 0) + 1, writtenBy: personId },
        textHash: createHash('sha256').update(policy.text).digest(),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await appendAudit(trx, viewer, 'write-consent-policy', {
      ...{ policyId: row.id, districtId: row.districtId, version: row.version },
    })
    return showPolicy(row)
  })
}
