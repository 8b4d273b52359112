import { sql } from 'kysely'
import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import {
  type ClipId,
  newId,
  type OrganisationId,
  type PersonId,
  type RecordingId,
  type UploadId,
} from '../platform/ids.ts'

export interface ReadyClip {
  readonly id: ClipId
  readonly ownerId: PersonId
  readonly title: string
  readonly durationMs: number
  readonly createdAt: Date
}

/**
 * Writes many clips that are `ready`, in the caller's transaction, without a byte of media: to see what a database of
 * some size does. Their players have nothing to play.
 */
export async function writeReadyClips(
  db: Db,
  organisationId: OrganisationId,
  clips: readonly ReadyClip[],
): Promise<void> {
  for (const piece of inPieces(clips, 5_000)) {
    const uploads = piece.map(() => newId<UploadId>())
    // One statement, as the three refer to one another.
    await sql`
      with given as (
        select * from unnest(
          ${piece.map(({ id }) => id)}::uuid[], ${piece.map(({ ownerId }) => ownerId)}::uuid[],
          ${piece.map(({ title }) => title)}::text[], ${piece.map(({ durationMs }) => durationMs)}::integer[],
          ${piece.map(({ createdAt }) => createdAt.toISOString())}::timestamptz[], ${uploads}::uuid[],
          ${piece.map(() => newId<RecordingId>())}::uuid[]
        ) as given (id, owner_id, title, duration_ms, created_at, upload_id, recording_id)
      ), made as (
        insert into clips (organisation_id, id, owner_id, recording_id, title, state, duration_ms, width, height, created_at)
        select ${organisationId}, id, owner_id, recording_id, title, 'ready', duration_ms, 1280, 720, created_at from given
      ), uploaded as (
        insert into uploads (organisation_id, id, clip_id, owner_id, way, filename, content_type, object_key,
          bytes_declared, created_at, expires_at, completed_at)
        select ${organisationId}, upload_id, id, owner_id, 'demo', 'seed.mp4', 'video/mp4', 'seed/' || upload_id, 1,
          created_at, created_at + interval '1 day', created_at from given
      )
      insert into recordings (organisation_id, id, upload_id, owner_id, object_key, bytes, duration_ms, created_at)
      select ${organisationId}, recording_id, upload_id, owner_id, 'seed/' || upload_id, 0, duration_ms, created_at
      from given`.execute(db)
  }
}
