import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, CohortId, PersonId } from '../platform/ids.ts'
import { asks, takesPart } from './ask-rules.ts'

interface Of {
  readonly id: AssignmentId
  readonly cohortId: CohortId
  readonly presenterId: PersonId | null
}

/**
 * The people who are asked to take part in an assignment, by name: all who are in the cohort now and do not run it, and
 * whoever presents. Done is who wrote what each stage asks of them; where nothing has to be written, who wrote at all.
 */
export async function findAsked(db: Db, { id, cohortId, presenterId }: Of) {
  const [people, stages, posts] = await Promise.all([
    db
      .selectFrom('memberships')
      .innerJoin('people', 'people.id', 'memberships.personId')
      .leftJoin('assignmentNudges as nudge', (join) =>
        join.onRef('nudge.personId', '=', 'memberships.personId').on('nudge.assignmentId', '=', id),
      )
      .select(['people.id', 'people.name', 'memberships.part', 'nudge.nudgedAt'])
      .where('memberships.cohortId', '=', cohortId)
      .where('memberships.leftAt', 'is', null)
      .orderBy('people.name')
      .orderBy('people.id')
      .execute(),
    db
      .selectFrom('assignmentStages')
      .select(['id', 'whoPosts', 'minPosts'])
      .where('assignmentId', '=', id)
      .execute(),
    db
      .selectFrom('comments')
      .innerJoin('assignmentStages as stage', 'stage.id', 'comments.stageId')
      .select(({ fn }) => ['comments.authorId', 'comments.stageId', fn.countAll<string>().as('posts')])
      .where('stage.assignmentId', '=', id)
      .where('comments.deletedAt', 'is', null)
      .groupBy(['comments.authorId', 'comments.stageId'])
      .execute(),
  ])
  const counted = new Map(
    posts.map(({ authorId, stageId, posts }) => [`${authorId} ${stageId}`, Number(posts)]),
  )
  const authors = new Set(posts.map(({ authorId }) => authorId))
  return people.flatMap(({ id: personId, name, part, nudgedAt }) => {
    const own = { isPresenter: personId === presenterId, isFacilitator: part === 'facilitator' }
    if (!takesPart(own)) return []
    const asked = stages.filter((stage) => asks(stage, own))
    const posted = authors.has(personId)
    const isDone = asked.every((stage) => (counted.get(`${personId} ${stage.id}`) ?? 0) >= stage.minPosts)
    return [{ id: personId, name, posted, done: posted && isDone, nudged: nudgedAt !== null }]
  })
}
