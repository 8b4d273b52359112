import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'

/** One after the other, whoever changes what belongs to this sign-in: in the caller's transaction, before its sessions. */
export const lockSignIn = (db: Db, userId: string) =>
  sql`select from auth_users where id = ${userId} for update`.execute(db)
