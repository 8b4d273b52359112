import type { SelectQueryBuilder } from 'kysely'
import type { CohortId, PersonId } from '../platform/ids.ts'
import type { What } from './kinds.ts'

export interface NoticeRow {
  readonly what: What
  readonly at: Date
  /** Of the change, assignment, stage, comment, takeaway, entry, grant, exemplar, consent or thanks: each `what` has its own. */
  readonly aboutId: string
  /** Null for what is between a person and their own clip. */
  readonly cohortId: CohortId | null
  readonly whoId: PersonId | null
}

// biome-ignore lint/suspicious/noExplicitAny: what it is read from differs from one source to the next, what comes out does not.
export type NoticeSource = SelectQueryBuilder<any, any, NoticeRow>
