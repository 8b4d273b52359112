import { randomUUID } from 'node:crypto'
import {
  type AssignmentId,
  type ClipId,
  type CohortId,
  type CommentId,
  newId,
  type StageId,
  type ThreadId,
} from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { ThreadKind } from '../../src/threads/kinds.ts'
import type { Person } from './cast.ts'

interface StageGiven {
  readonly key: string
  readonly gate?: 'open' | 'own post first' | 'after previous'
  readonly anchor?: 'required' | 'optional' | 'none' | 'reply only'
  readonly roomMinutes?: number
  readonly opensPct?: number
  readonly closesPct?: number
}

interface AssignmentGiven {
  readonly by: Person
  readonly cohortId: CohortId
  readonly clipIds: readonly ClipId[]
  readonly stages?: readonly StageGiven[]
  /** From now, in minutes. */
  readonly opens?: number
  readonly due?: number
  readonly question?: string
}

/** An assignment as it lies in the database, and its stages in their order; of the past unless said otherwise. */
export async function assignmentOf(
  { db }: Platform,
  { by, cohortId, clipIds, stages = [{ key: 'notice' }], opens = -120, due = -60, question }: AssignmentGiven,
): Promise<{ readonly id: AssignmentId; readonly stages: readonly StageId[] }> {
  const { organisationId, personId } = by.viewer
  const id = newId<AssignmentId>()
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  await db
    .insertInto('assignments')
    .values({
      ...{ organisationId, id, cohortId, protocolKey: 'notice-and-wonder', protocolVersion: 1 },
      ...{ question: question ?? null, opensAt: inMinutes(opens), dueAt: inMinutes(due) },
      ...{ dueBy: 'hand', createdBy: personId },
    })
    .execute()
  if (clipIds.length > 0) {
    await db
      .insertInto('assignmentClips')
      .values(clipIds.map((clipId, position) => ({ organisationId, assignmentId: id, clipId, position })))
      .execute()
  }
  const rows = stages.map((stage, at) => ({
    ...{ organisationId, id: newId<StageId>(), assignmentId: id, seq: at + 1, key: stage.key },
    name: JSON.stringify({ en: stage.key, es: `${stage.key} (es)` }),
    prompt: JSON.stringify({ en: `Prompt of ${stage.key}`, es: `Consigna de ${stage.key}` }),
    ...{ whoPosts: 'all' as const, gate: stage.gate ?? 'open', anchor: stage.anchor ?? 'optional' },
    kinds: ['notice', 'wonder', 'interpret', 'suggest', 'appreciate'] as ThreadKind[],
    ...{ opensPct: stage.opensPct ?? 0, closesPct: stage.closesPct ?? 100 },
    ...{ minPosts: 1, roomMinutes: stage.roomMinutes ?? 5 },
  }))
  await db.insertInto('assignmentStages').values(rows).execute()
  return { id, stages: rows.map((row) => row.id) }
}

interface ThreadGiven {
  readonly id?: ThreadId
  readonly kind?: ThreadKind
  readonly startMs?: number | null
  readonly endMs?: number | null
  readonly body?: string
  readonly createdAt?: Date
}

interface Place {
  readonly clipId: ClipId
  readonly cohortId: CohortId
  readonly stageId: StageId | null
}

/** A thread as it lies in the database, said in a stage or in none. */
export async function threadIn(
  { db }: Platform,
  author: Person,
  { clipId, cohortId, stageId }: Place,
  {
    id = newId<ThreadId>(),
    kind = 'notice',
    startMs = 1000,
    endMs = null,
    body = 'words',
    createdAt,
  }: ThreadGiven = {},
): Promise<ThreadId> {
  const { organisationId, personId: authorId } = author.viewer
  const said = createdAt ? { createdAt } : {}
  await db
    .insertInto('threads')
    .values({
      ...{ organisationId, id, clipId, cohortId, authorId, cutNo: 1, kind, startMs, endMs, stageId },
      ...said,
    })
    .execute()
  await db
    .insertInto('comments')
    .values({
      ...{ organisationId, id: newId<CommentId>(), threadId: id, authorId, opensThread: true, body },
      ...{ stageId, clientKey: randomUUID(), ...said },
    })
    .execute()
  return id
}

/** An answer in a thread, as it lies in the database. */
export async function replyIn(
  { db }: Platform,
  author: Person,
  threadId: ThreadId,
  { stageId = null, body = 'an answer' }: { stageId?: StageId | null; body?: string } = {},
): Promise<CommentId> {
  const { organisationId, personId: authorId } = author.viewer
  const id = newId<CommentId>()
  await db
    .insertInto('comments')
    .values({
      ...{ organisationId, id, threadId, authorId, opensThread: false, body, stageId },
      clientKey: randomUUID(),
    })
    .execute()
  return id
}
