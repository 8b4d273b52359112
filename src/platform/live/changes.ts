import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import { listen } from '../db/listen.ts'
import type { Db } from '../db/schema.ts'
import type { ClipId, CohortId, CommentId, PersonId, ThreadId } from '../ids.ts'

/** Says that something about a clip changed, never what it now is: whoever hears it looks again, within their reach. */
export interface Change {
  readonly clipId: ClipId
  /** `stages`: not what is said, but whose turn it is to say something. */
  readonly what: 'clip' | 'talk' | 'stages'
  /** Where talk changed: only those who read that cohort's talk are told. */
  readonly cohortId?: CohortId
  /** What of the talk it is, so that those from whom that is kept are not told. Without it they are told of nothing. */
  readonly threadId?: ThreadId
  readonly commentId?: CommentId
}

/** Part of the caller's transaction: it is heard if, and only if, the change is committed. */
export async function announce(db: Db, change: Change): Promise<void> {
  await sql`select pg_notify('changes', ${JSON.stringify(change)})`.execute(db)
}

/** A person's reach changed: they left a cohort, lost their place or signed out. What is open for them looks again. */
export async function announceReach(db: Db, personId: PersonId): Promise<void> {
  await sql`select pg_notify('changes', ${JSON.stringify({ personId })})`.execute(db)
}

/** Something happened in a cohort, or to a person, that somebody may want to be told of. Never what it was. */
export async function announceNews(
  db: Db,
  where: { readonly cohortId: CohortId } | { readonly personId: PersonId },
): Promise<void> {
  const news = 'cohortId' in where ? where.cohortId : where.personId
  await sql`select pg_notify('changes', ${JSON.stringify({ news })})`.execute(db)
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
  /** Calls back on news in any of these cohorts or of this person, on talk there, and when some may have been missed. */
  followNews(
    of: { readonly cohortIds: readonly CohortId[]; readonly personId: PersonId },
    onNews: () => void,
  ): () => void
  close(): Promise<void>
}

const missed = 'missed'
const newsOf = (id: string): string => `news ${id}`

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
      const change = JSON.parse(text) as Change | { readonly personId: PersonId } | { readonly news: string }
      if ('news' in change) return void heard.emit(newsOf(change.news))
      if ('personId' in change) return void heard.emit(change.personId)
      heard.emit(change.clipId, change)
      if (change.cohortId) heard.emit(newsOf(change.cohortId))
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
    followNews({ cohortIds, personId }, onNews) {
      const events = [missed, personId, newsOf(personId), ...cohortIds.map(newsOf)]
      for (const event of events) heard.on(event, onNews)
      return () => {
        for (const event of events) heard.off(event, onNews)
      }
    },
    close: () => listening.close(),
  }
}
