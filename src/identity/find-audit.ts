import { type SqlBool, sql } from 'kysely'
import { type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import { findNamesIn } from './find-audited-names.ts'
import { findRoles, requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'

export const isSeqKey = (value: unknown): value is [number] =>
  Array.isArray(value) && value.length === 1 && Number.isSafeInteger(value[0]) && Math.abs(value[0]) < 2 ** 31

/** What was done in an office, newest first: who, what, when. For administrators and privacy officers. */
export async function findAudit(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  await requireRole(db, viewer, 'administrator', 'privacy officer')
  const cursor = after === undefined ? undefined : readCursor(after, isSeqKey)
  const rows = await db
    .selectFrom('audit')
    .leftJoin('people', 'people.id', 'audit.personId')
    .select(['audit.seq', 'audit.at', 'audit.what', 'audit.personId', 'audit.detail', 'people.name'])
    .where('audit.organisationId', '=', viewer.organisationId)
    .where(isOfNoCoaching)
    .$if(cursor !== undefined, (query) => query.where('audit.seq', '<', cursor?.[0] ?? 0))
    .orderBy('audit.seq', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.seq])
  // Who is here is what an administrator knows anyway; a privacy officer's office is clips.
  const isAdministrator = (await findRoles(db, viewer)).includes('administrator')
  const details = items.map(({ detail }) => detail)
  const nameOf = isAdministrator ? await findNamesIn(db, viewer, details) : new Map<string, string>()
  return {
    items: items.map(({ personId, name, at, detail, ...row }) => ({
      ...row,
      at: at.toISOString(),
      by: personId === null ? null : { id: personId, name: name ?? '' },
      detail: { ...detail } as Record<string, string | number | boolean | null>,
      names: Object.fromEntries(
        Object.values({ ...detail }).flatMap((id) => {
          const name = nameOf.get(String(id))
          return name === undefined ? [] : [[String(id), name]]
        }),
      ),
    })),
    next,
  }
}

/**
 * Nothing done in an office leaves a line about coaching any more. Lines from when administrators could name a pair stay
 * in the chain, and are told to nobody.
 */
const isOfNoCoaching = sql<SqlBool>`not exists (
  select from cohorts left join invitations on invitations.cohort_id = cohorts.id
  where cohorts.organisation_id = audit.organisation_id and cohorts.kind = 'coaching'
    and (cohorts.id::text = audit.detail ->> 'cohortId' or invitations.id::text = audit.detail ->> 'invitationId'))`
