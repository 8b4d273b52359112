import { type RawBuilder, type SqlBool, sql } from 'kysely'

/**
 * Whether what was said in this stage (null: in none) is still sealed for anybody: a sealed first look at or before it,
 * in the same assignment, has not opened for everyone yet. What goes to paper or to a wall is seen by all at once, so here it
 * is kept back from everybody alike: from those who have posted, facilitators and the clip's owner, too.
 */
export const isUnderSeal = (stageId: RawBuilder<unknown>) =>
  sql<SqlBool>`exists (select from stage_windows said
    join stage_windows sealed on sealed.assignment_id = said.assignment_id and sealed.seq <= said.seq
    where said.stage_id = ${stageId} and sealed.gate = 'own post first'
      and sealed.opens_at < sealed.closes_at and now() < sealed.closes_at)`
