import { sql } from 'kysely'
import { type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import { browserInWords } from './browser-in-words.ts'
import { requireSignIn } from './require-sign-in.ts'
import type { SignIn, Viewer } from './viewer.ts'

/**
 * Which of better-auth's sessions are the viewer's to see and to end. An issuer speaks for its own organisation alone:
 * whom it vouched for learns nothing of that person's sign-ins elsewhere.
 */
export const ownSessions = ({ userId, isBound }: SignIn, { organisationId }: Viewer) =>
  sql<boolean>`auth_sessions.user_id = ${userId} and (not ${isBound}::boolean or exists (
    select from sign_in_choices as choice
    where choice.session_id = auth_sessions.id and choice.is_bound and choice.organisation_id = ${organisationId}))`

/** The viewer's own sign-ins, newest first. */
export async function findSignIns(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const signIn = requireSignIn(viewer)
  const cursor = after === undefined ? undefined : readCursor(after, isKey)
  const { rows } = await sql<{ id: string; createdAt: Date; updatedAt: Date; userAgent: string | null }>`
    select id, created_at, updated_at, user_agent from auth_sessions
    where ${ownSessions(signIn, viewer)} and expires_at > now()
      and (${cursor === undefined} or (created_at, id) < (${cursor?.[0] ?? null}::timestamptz, ${cursor?.[1] ?? null}::text))
    order by created_at desc, id desc limit ${limit + 1}`.execute(db)
  const { items, next } = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id])
  return {
    items: items.map(({ id, createdAt, updatedAt, userAgent }) => ({
      id,
      isCurrent: id === signIn.sessionId,
      startedAt: createdAt.toISOString(),
      lastUsedAt: updatedAt.toISOString(),
      ...browserInWords(userAgent),
    })),
    next,
  }
}

const isKey = (value: unknown): value is [string, string] =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[0] === 'string' &&
  /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value[0]) &&
  !Number.isNaN(Date.parse(value[0])) &&
  typeof value[1] === 'string'
