import { type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { TermId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { onOneLine } from './on-one-line.ts'
import type { Term } from './schemas.ts'
import type { TermQuery } from './term-schemas.ts'

/** The terms of the viewer's organisation, retired or not. Every read of terms by themselves starts here. */
export const termsHere = (db: Db, { organisationId }: Viewer) =>
  db.selectFrom('terms').where('terms.organisationId', '=', organisationId)

/** Those in use, by kind; standards in the order of their codes, others of their names. */
export async function findTerms(
  db: Db,
  viewer: Viewer,
  { kind, q = '', limit = usualLimit, after }: TermQuery,
) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const asked = onOneLine(q).toLowerCase()
  const rows = await termsHere(db, viewer)
    .select(shown)
    .where('terms.retiredAt', 'is', null)
    .$if(kind !== undefined, (query) => query.where('terms.kind', '=', kind ?? 'practice'))
    .$if(asked !== '', (query) =>
      query.where(
        sql<SqlBool>`(starts_with(lower(terms.code), ${asked}) or strpos(lower(terms.name), ${asked}) > 0)`,
      ),
    )
    .$if(cursor !== undefined, (query) =>
      query.where(
        // The last one that was shown says where it stood; a name would be too long for a cursor.
        sql<SqlBool>`(${place('terms')}) > (select ${place('last')} from terms as last
          where last.id = ${cursor?.[0]} and last.organisation_id = ${viewer.organisationId})`,
      ),
    )
    .orderBy('terms.kind')
    .orderBy(sql`coalesce(terms.code, lower(terms.name))`)
    .orderBy('terms.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ id }) => [id])
}

const place = (table: 'terms' | 'last') => {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return sql`${column('kind')}, coalesce(${column('code')}, lower(${column('name')})), ${column('id')}`
}

const shown = ['terms.id', 'terms.kind', 'terms.code', 'terms.name'] as const

/** One of them, retired or not. */
export const findTerm = async (db: Db, viewer: Viewer, id: TermId): Promise<Term> =>
  (await termsHere(db, viewer).select(shown).where('terms.id', '=', id).executeTakeFirst()) ??
  notFound('term')
