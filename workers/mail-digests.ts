import { sql } from 'kysely'
import type { MailDigest, PlanDigests } from '../src/notices/jobs.ts'
import { planDigests } from '../src/notices/plan-digests.ts'
import { sendDigest } from '../src/notices/send-digest.ts'
import type { Db } from '../src/platform/db/schema.ts'
import type { Handler } from './handler.ts'

/** The clock of the database: that of this machine may be another. */
async function nowOf(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now()`.execute(db)
  return rows[0]?.now ?? new Date()
}

export const plansDigests: Handler<typeof PlanDigests> = {
  async run(_payload, { platform: { db } }, signal) {
    await planDigests(db, signal, await nowOf(db))
  },
}

export const mailsDigest: Handler<typeof MailDigest> = {
  async run({ digestId }, { platform }) {
    await sendDigest(platform, digestId, await nowOf(platform.db))
  },
}
