import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, InvitationId, PersonId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { findNextSteps } from './find-steps.ts'
import { visiblePairs } from './find-visible-pairs.ts'
import type { Coaching, Pair } from './schemas.ts'

/** The viewer's pairs with the next step of each, in the order they were offered. */
export async function findPairs(
  db: Db,
  viewer: Viewer,
  { limit = usualLimit, after }: PageRequest,
): Promise<{ items: Pair[]; next: string | null }> {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await pairs(db, viewer)
    .$if(cursor !== undefined, (query) => query.where('cohorts.id', '>', (cursor?.[0] ?? '') as CohortId))
    .orderBy('cohorts.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  const steps = await findNextSteps(
    db,
    viewer,
    items.map(({ id }) => id),
  )
  return { items: items.map((row) => ({ ...show(row), nextStep: steps.get(row.id) ?? null })), next }
}

/** One of them. */
export const findPair = async (db: Db, viewer: Viewer, cohortId: CohortId): Promise<PairHead> =>
  show(
    (await pairs(db, viewer).where('cohorts.id', '=', cohortId).executeTakeFirst()) ?? notFound('coaching'),
  )

type PairHead = Omit<Coaching, 'goals' | 'steps' | 'entries'>

const pairs = (db: Db, viewer: Viewer) =>
  visiblePairs(db, viewer)
    .innerJoin('memberships as own', (join) =>
      join
        .onRef('own.cohortId', '=', 'cohorts.id')
        .on('own.personId', '=', viewer.personId)
        .on('own.leftAt', 'is', null),
    )
    .leftJoin('memberships as other', (join) =>
      join
        .onRef('other.cohortId', '=', 'cohorts.id')
        .on('other.personId', '<>', viewer.personId)
        .on('other.leftAt', 'is', null),
    )
    .leftJoin('people', 'people.id', 'other.personId')
    // Only while nobody accepted it; two may be open where they were sent one by one.
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('invitations')
          .select(['invitations.id', 'invitations.name', 'invitations.expiresAt'])
          .whereRef('invitations.cohortId', '=', 'cohorts.id')
          .whereRef('invitations.invitedBy', '=', 'own.personId')
          .where('invitations.acceptedAt', 'is', null)
          .where('invitations.revokedAt', 'is', null)
          .where('invitations.expiresAt', '>', sql<Date>`now()`)
          .orderBy('invitations.id', 'desc')
          .limit(1)
          .as('invited'),
      (join) => join.on('other.personId', 'is', null),
    )
    .select(['cohorts.id', 'cohorts.name as about', 'own.part'])
    .select(['other.personId as otherId', 'people.name as otherName'])
    .select(['invited.id as invitedId', 'invited.name as invitedName', 'invited.expiresAt'])

interface Row {
  readonly id: CohortId
  readonly about: string
  readonly part: 'participant' | 'facilitator'
  readonly otherId: PersonId | null
  readonly otherName: string | null
  readonly invitedId: InvitationId | null
  readonly invitedName: string | null
  readonly expiresAt: Date | null
}

const show = (row: Row): PairHead => ({
  id: row.id,
  about: row.about,
  with: row.otherId === null ? null : { id: row.otherId, name: row.otherName ?? '' },
  mine: row.part === 'facilitator' ? 'coach' : 'coached',
  invited:
    row.invitedId === null
      ? null
      : { id: row.invitedId, name: row.invitedName ?? '', expiresAt: row.expiresAt?.toISOString() ?? '' },
})
