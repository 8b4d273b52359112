import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import { listen } from '../db/listen.ts'
import type { Db } from '../db/schema.ts'
import type { ClipId, CohortId, PersonId } from '../ids.ts'

/** Says that something about a clip changed, never what it now is: whoever hears it looks again, within their reach. */
export interface Change {
  readonly clipId: ClipId
  readonly what: 'clip' | 'talk'
  /** Where talk changed: only those who read that cohort's talk are told. */
  readonly cohortId?: CohortId
}

/** Part of the caller's transaction: it is heard if, and only if, the change is committed. */
export async function announce(db: Db, change: Change): Promise<void> {
  await sql`select pg_notify('changes', ${JSON.stringify(change)})`.execute(db)
}

/** A person's reach changed: they left a cohort, lost their place or signed out. What is open for them looks again. */
export async function announceReach(db: Db, personId: PersonId): Promise<void> {
  await sql`select pg_notify('changes', ${JSON.stringify({ personId })})`.execute(db)
}

export interface Changes {
  /**
   * Calls back on every change of this clip, on one of the person's reach as if the clip had changed, and without one
   * when some may have been missed. Answers how to stop.
   */
  follow(
    of: { readonly clipId: ClipId; readonly personId: PersonId },
    onChange: (change: Change | undefined) => void,
  ): () => void
  close(): Promise<void>
}

const missed = 'missed'

export function openChanges(databaseUrl: string, onTrouble: (error: Error) => void): Changes {
  const heard = new EventEmitter().setMaxListeners(0)
  const listening = listen(
    databaseUrl,
    'changes',
    (text) => {
      if (text === undefined) {
        heard.emit(missed)
        return
      }
      const change = JSON.parse(text) as Change | { readonly personId: PersonId }
      if ('personId' in change) heard.emit(change.personId)
      else heard.emit(change.clipId, change)
    },
    onTrouble,
  )
  return {
    follow({ clipId, personId }, onChange) {
      const onMissed = () => onChange(undefined)
      const onReach = () => onChange({ clipId, what: 'clip' })
      heard.on(clipId, onChange).on(personId, onReach).on(missed, onMissed)
      return () => heard.off(clipId, onChange).off(personId, onReach).off(missed, onMissed)
    },
    close: () => listening.close(),
  }
}
