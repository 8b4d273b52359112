import { CamelCasePlugin, type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { CalmClient, openPool } from '../../src/platform/db/connect.ts'
import type { Database, Db } from '../../src/platform/db/schema.ts'

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

export interface Scan {
  readonly sql: string
  readonly node: string
  readonly table: string
}

/** Every table that reading touches, and how PostgreSQL would come to its rows, asked of the queries as they are sent. */
export async function scansOf(
  databaseUrl: string,
  read: (db: Db) => Promise<unknown>,
): Promise<{ scans: Scan[]; queries: number }> {
  const pool = openPool(databaseUrl, () => {}, 4)
  const sent: CompiledQuery[] = []
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: ({ level, query }) => {
      if (level === 'query') sent.push(query)
    },
  })
  const client = new CalmClient({ connectionString: databaseUrl })
  await client.connect()
  try {
    await read(db)
    const scans: Scan[] = []
    for (const { sql, parameters } of [...sent]) {
      const { rows } = await client.query(`explain (format json) ${sql}`, [...parameters])
      for (const [node, table] of scansIn(rows[0]['QUERY PLAN'][0].Plan)) scans.push({ sql, node, table })
    }
    return { scans, queries: sent.length }
  } finally {
    await client.end()
    await db.destroy()
  }
}

function* scansIn(plan: PlanNode): Generator<[node: string, table: string]> {
  const table = plan['Relation Name']
  if (table !== undefined) yield [plan['Node Type'], table]
  for (const child of plan.Plans ?? []) yield* scansIn(child)
}

/** Tables that grow with what everybody does; to read one whole is to read what others did. */
export const growing: readonly string[] = [
  ...['clips', 'clip_grants', 'memberships', 'threads', 'comments', 'readings'],
  ...['assignments', 'assignment_clips', 'assignment_stages', 'assignment_nudges'],
  ...['meetings', 'meeting_changes', 'takeaways', 'mentions', 'coaching_entries'],
  'consent_attestations',
]
