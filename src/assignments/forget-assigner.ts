import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'

const nothing = '—'

/**
 * Removes that a person was reminded, and the words they wrote for assignments and protocols unless those are to be kept,
 * in the caller's transaction. Stages stay, without their words: others have answered in them.
 */
export async function forgetAssigner(db: Db, personId: PersonId, words: 'keep' | 'remove'): Promise<void> {
  await db.deleteFrom('assignmentNudges').where('personId', '=', personId).execute()
  if (words === 'keep') return
  await db
    .updateTable('assignments')
    .set({ words: null, question: null })
    .where('createdBy', '=', personId)
    .execute()
  const blank = JSON.stringify({ en: nothing, es: nothing })
  await sql`
    update assignment_stages as stage set name = ${blank}, prompt = ${blank}
    from assignments
    join protocol_versions as version
      on version.protocol_id = assignments.protocol_id and version.version_no = assignments.protocol_version
    where assignments.id = stage.assignment_id and version.written_by = ${personId}`.execute(db)
  const theirs = await db
    .updateTable('protocolVersions')
    .set({ title: nothing, stages: JSON.stringify([]) })
    .where('writtenBy', '=', personId)
    .returning(['protocolId', 'versionNo'])
    .execute()
  // Nothing is left to choose where the words that stand now are gone.
  for (const { protocolId, versionNo } of theirs) {
    await db
      .updateTable('protocols')
      .set({ retiredAt: sql<Date>`now()` })
      .where('id', '=', protocolId)
      .where('versionNo', '=', versionNo)
      .where('retiredAt', 'is', null)
      .execute()
  }
}
