import { type Selectable, sql } from 'kysely'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId, GrantId, PolicyId } from '../platform/ids.ts'
import { authorize, notFound } from '../platform/problems.ts'
import type { ConsentPolicy } from './consent-schemas.ts'
import { findClip } from './find-clip.ts'
import { ownsClip } from './policy.ts'

type PolicyRow = Selectable<Database['consentPolicies']>

export const showPolicy = ({ textHash, writtenAt, ...policy }: PolicyRow): ConsentPolicy => ({
  ...{ id: policy.id, districtId: policy.districtId, version: policy.version, text: policy.text },
  ...{ asksGuardians: policy.asksGuardians, asksPrincipal: policy.asksPrincipal },
  asksAdults: policy.asksAdults,
  textHash: textHash.toString('hex'),
  writtenAt: writtenAt.toISOString(),
})

/** The text that applies to the viewer: their district's newest, else their organisation's newest. */
export const findPolicyFor = (db: Db, { organisationId, personId }: Viewer) =>
  db
    .selectFrom('consentPolicies')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('districtId', 'is', null),
        eb(
          'districtId',
          '=',
          selectFrom('people')
            .innerJoin('sites', 'sites.id', 'people.siteId')
            .select('sites.districtId')
            .where('people.id', '=', personId),
        ),
      ]),
    )
    .orderBy(sql`district_id is null`)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

export async function findMyPolicy(db: Db, viewer: Viewer): Promise<{ policy: ConsentPolicy | null }> {
  const policy = await findPolicyFor(db, viewer)
  return { policy: policy ? showPolicy(policy) : null }
}

/** Every version of every text of the organisation, the latest first, for those who may write them. */
export async function findPolicies(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  await requireRole(db, viewer, 'administrator', 'privacy officer')
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await db
    .selectFrom('consentPolicies')
    .selectAll()
    .where('organisationId', '=', viewer.organisationId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', (cursor?.[0] ?? '') as PolicyId))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return { items: items.map(showPolicy), next }
}

/** What the owner was shown when they shared, also once the grant has ended. */
export async function findGrantPolicy(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  grantId: GrantId,
): Promise<ConsentPolicy> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip was shown this.')
  const policy = await db
    .selectFrom('clipGrants')
    .innerJoin('consentPolicies', 'consentPolicies.id', 'clipGrants.policyId')
    .selectAll('consentPolicies')
    .where('clipGrants.id', '=', grantId)
    .where('clipGrants.clipId', '=', clipId)
    .executeTakeFirst()
  return policy ? showPolicy(policy) : notFound('text')
}
