import pg from 'pg'
import type { Db } from './schema.ts'

const tries = 5

/**
 * Does it in one transaction, again from the start where PostgreSQL ended it because it and another one waited for each
 * other. For work that locks a great many rows; it must do nothing outside the database.
 */
export async function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const isDeadlock = error instanceof pg.DatabaseError && error.code === '40P01'
      if (!isDeadlock || n === tries) throw error
    }
  }
}
