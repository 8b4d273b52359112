import { type HeldStage, holdStages } from '../assignments/hold-stages.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, StageId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { chooseStage, type Saying, type StageRefusal } from './choose-stage.ts'
import type { Standing } from './policy.ts'

interface Place {
  readonly clipId: ClipId
  readonly cohortId: CohortId
  readonly standing: Standing
}

/**
 * The stage that something belongs to which the viewer is about to say; null where no assignment runs. Refuses with 409
 * what is out of turn. In the transaction that writes it: until that ends, the stage stays as it is (see `holdStages`).
 */
export async function takeStage(
  db: Db,
  viewer: Viewer,
  { clipId, cohortId, standing }: Place,
  saying: Saying,
  stageId: StageId | undefined,
): Promise<StageId | null> {
  const stages = await holdStages(db, clipId, cohortId)
  if (stageId !== undefined && !stages.some(({ id }) => id === stageId)) {
    return refuseOver(db, clipId, cohortId, stageId)
  }
  if (stages.length === 0) return null
  const chosen = chooseStage({
    ...{ stages, saying, stageId },
    posted: await postedIn(db, viewer, stages),
    partIn: ({ presenterId }) => ({
      isPresenter: presenterId === viewer.personId,
      isFacilitator: standing.facilitates,
      isOwner: standing.ownsClip,
    }),
  })
  return 'code' in chosen ? refuse(chosen) : chosen.stage.id
}

/** Deleted posts count: whoever wrote once has had their turn. */
async function postedIn(db: Db, viewer: Viewer, stages: readonly HeldStage[]) {
  const rows = await db
    .selectFrom('comments')
    .select('stageId')
    .select(({ fn }) => fn.countAll<number>().as('posts'))
    .where('authorId', '=', viewer.personId)
    .where(
      'stageId',
      'in',
      stages.map(({ id }) => id),
    )
    .groupBy('stageId')
    .execute()
  return new Map(rows.flatMap(({ stageId, posts }) => (stageId === null ? [] : [[stageId, posts] as const])))
}

/** It was a stage of something that runs no longer, or not yet; one that has nothing to do with this talk is not there. */
async function refuseOver(db: Db, clipId: ClipId, cohortId: CohortId, stageId: StageId): Promise<never> {
  const stage = await db
    .selectFrom('assignmentStages')
    .innerJoin('assignments', 'assignments.id', 'assignmentStages.assignmentId')
    .innerJoin('assignmentClips', 'assignmentClips.assignmentId', 'assignments.id')
    .innerJoin('stageWindows', 'stageWindows.stageId', 'assignmentStages.id')
    .select(['assignmentStages.id', 'assignmentStages.name', 'stageWindows.opensAt', 'stageWindows.closesAt'])
    .where('assignmentStages.id', '=', stageId)
    .where('assignments.cohortId', '=', cohortId)
    .where('assignmentClips.clipId', '=', clipId)
    .executeTakeFirst()
  if (!stage) return notFound('stage')
  return conflict('stage-not-open', `“${stage.name.en}” is not open now.`, { stage: told(stage) })
}

function refuse({ code, stage, first }: StageRefusal): never {
  return conflict(code, sentence({ code, stage, ...(first && { first }) }), { stage: told(first ?? stage) })
}

function sentence({ code, stage, first }: StageRefusal): string {
  const name = `“${stage.name.en}”`
  switch (code) {
    case 'stage-not-open':
      if (!stage.isAboutClip) return `${name} is about another clip of this assignment.`
      return stage.state === 'to come' ? `${name} is not open yet.` : `${name} is closed.`
    case 'not-your-turn':
      if (stage.whoPosts === 'presenter') return `${name} is open, and it is for whoever presents.`
      if (stage.whoPosts === 'nobody') return `${name} is open, and nobody writes to others in it.`
      return `${name} is open, and it is for those who do not present.`
    case 'previous-stage-first':
      return `Please write something in “${first?.name.en}” first; then ${name} is yours too.`
    case 'anchor-required':
      return `${name} is about what can be seen or heard: please choose a moment of the clip.`
    case 'reply-only':
      return `${name} is for answers: please reply to what a colleague said.`
    case 'kind-not-asked':
      return `${name} asks for another kind of post: ${stage.kinds.join(', ')}.`
  }
}

interface Named extends Pick<HeldStage, 'id' | 'name' | 'opensAt' | 'closesAt'> {}

const told = ({ id, name, opensAt, closesAt }: Named) => ({
  ...{ id, name: { en: name.en, es: name.es } },
  ...{ opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
})
