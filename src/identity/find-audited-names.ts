import { sql } from 'kysely'
import { isUuid } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { Viewer } from './viewer.ts'

/**
 * What the people and places in these details are called, by id. Not what clips are called: a title is its owner's. Who
 * was erased, and what is gone, has no name any more.
 */
export async function findNamesIn(
  db: Db,
  { organisationId }: Viewer,
  details: readonly unknown[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(details.flatMap((detail) => Object.values({ ...(detail as object) })))].filter(
    isUuid,
  )
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from people where organisation_id = ${organisationId} and id = any(${ids}::uuid[]) and state <> 'erased'
    union all
    select id, name from districts where organisation_id = ${organisationId} and id = any(${ids}::uuid[])
    union all
    select id, name from sites where organisation_id = ${organisationId} and id = any(${ids}::uuid[])
    union all
    select id, name from cohorts
      where organisation_id = ${organisationId} and id = any(${ids}::uuid[]) and kind <> 'coaching'
    union all
    select id, name from oidc_issuers where organisation_id = ${organisationId} and id = any(${ids}::uuid[])
    union all
    select invitations.id, invitations.name from invitations left join cohorts on cohorts.id = invitations.cohort_id
      where invitations.organisation_id = ${organisationId} and invitations.id = any(${ids}::uuid[])
        and cohorts.kind is distinct from 'coaching'`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
