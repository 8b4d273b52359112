import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { notFound } from '../platform/problems.ts'
import { announceReachOf } from './announce-reach-of.ts'
import { choosablePeople } from './find-choices.ts'
import { ownSessions } from './find-sign-ins.ts'
import { lockSignIn } from './lock-sign-in.ts'
import { requireSignIn } from './require-sign-in.ts'
import type { Viewer } from './viewer.ts'

/** Ends one of the viewer's own sign-ins, and what is open by it. */
export const endSignIn = (db: Db, viewer: Viewer, sessionId: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const signIn = requireSignIn(viewer)
    await lockSignIn(trx, signIn.userId)
    const ended = await sql`
      delete from auth_sessions where id = ${sessionId} and ${ownSessions(signIn, viewer)} returning id`.execute(
      trx,
    )
    if (ended.rows.length === 0) return notFound('sign-in')
    await announceReachOf(trx, signIn.userId)
  })

/** Ends the viewer's sign-ins in other browsers. Tokens go on: each has a name, and is revoked by itself. */
export const endOtherSignIns = (db: Db, viewer: Viewer): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const signIn = requireSignIn(viewer)
    await lockSignIn(trx, signIn.userId)
    await sql`delete from auth_sessions where id <> ${signIn.sessionId} and ${ownSessions(signIn, viewer)}`.execute(
      trx,
    )
    await announceReachOf(trx, signIn.userId)
  })

/** Signs out everywhere: ends all of the viewer's sign-ins, this one too, and the tokens of whom they stood for. */
export const endAllSignIns = (db: Db, viewer: Viewer): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const signIn = requireSignIn(viewer)
    await lockSignIn(trx, signIn.userId)
    await sql`delete from auth_sessions where ${ownSessions(signIn, viewer)}`.execute(trx)
    await trx
      .updateTable('apiTokens')
      .set({ revokedAt: sql<Date>`now()` })
      .where('personId', 'in', choosablePeople(trx, viewer).select('people.id'))
      .where('revokedAt', 'is', null)
      .execute()
    await announceReachOf(trx, signIn.userId)
  })
