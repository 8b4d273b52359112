import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database, Db } from './schema.ts'

/** Bytes and counts come as int8; ours stay far below 2^53, so they are numbers here. A day is a day, in no zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? Number
      : oid === pg.types.builtins.DATE
        ? String
        : pg.types.getTypeParser(oid, format as 'text')) as never,
}

/**
 * A connection that the server ends says so by an event, and without a listener that ends the process. A pool listens
 * only while nobody holds it; whoever does, between two queries of a transaction, learns it from the next one.
 */
export class CalmClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => {})
  }
}

export function openPool(connectionString: string, onError: (error: Error) => void, max = 20): pg.Pool {
  const pool = new pg.Pool({
    ...{ connectionString, max, types, Client: CalmClient },
    connectionTimeoutMillis: 10_000,
  })
  // Without a listener an idle connection that the server drops would end the process.
  pool.on('error', onError)
  return pool
}

export const openDb = (pool: pg.Pool): Db =>
  new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
