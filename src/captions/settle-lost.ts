import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { writeMade } from './write-making.ts'

const atOnce = 500

/** Ends the making of captions that nobody is at any more, so that owners may ask again. */
export async function settleLostCaptions(db: Db): Promise<void> {
  const { rows } = await sql<{ clipId: ClipId }>`
    select clip_id from caption_makings where state = 'asked' and not exists (
      select from outbox where job = 'captions.make' and finished_at is null
        and payload ->> 'clipId' = caption_makings.clip_id::text
    ) order by clip_id limit ${atOnce}`.execute(db)
  for (const { clipId } of rows) await writeMade(db, clipId, 'failed')
}
