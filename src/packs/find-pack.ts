import { findPart } from '../cohorts/find-part.ts'
import { facilitates } from '../cohorts/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, CohortId } from '../platform/ids.ts'
import { type Choice, choiceOf, choose } from './choose.ts'
import { findPackAssignment, findScript, findSealedUntil } from './find-pack-assignment.ts'
import { findPackTalk, type PackThread } from './find-pack-talk.ts'
import { type Gathered, gatherMoments } from './gather-moments.ts'
import { leastVoices } from './mirror-shares.ts'
import { inClipOrder, leading, rankMoments, voicesIn } from './rank-moments.ts'
import { readingsIn } from './readings-in.ts'
import type { Pack, PackMoment, PackWords } from './schemas.ts'

/** What the room needs from the talk of an assignment; for members of its cohort. */
export async function findPack(db: Db, viewer: Viewer, id: AssignmentId): Promise<Pack> {
  const assignment = await findPackAssignment(db, viewer, id)
  const { ranked, choices, talk } = await findRanked(db, viewer, assignment)
  const [script, sealedUntil, part] = await Promise.all([
    findScript(db, id),
    findSealedUntil(db, id),
    findPart(db, viewer, assignment.cohortId),
  ])
  const { isIn, others } = choose(ranked, choices)
  // What is left out takes its questions and readings with it.
  const spoken = [...isIn, ...others].filter((moment) => choiceOf(moment, choices)?.choice !== 'left out')
  const voices = voicesIn(talk)
  return {
    assignment: assignment.head,
    moments: [
      ...isIn.map((moment) => showMoment(moment, choices, true)),
      ...others.map((moment) => showMoment(moment, choices, false)),
    ],
    openQuestions: spoken
      .toSorted(inClipOrder)
      .flatMap(({ threads }) => threads.filter(({ isOpen }) => isOpen).map(showWords)),
    readings: readingsIn(spoken).map(({ threads, startMs, endMs }) => ({
      ...{ clip: threads[0].clip, startMs: startMs ?? 0, endMs, threads: threads.map(showWords) },
    })),
    script,
    sealedUntil: sealedUntil?.toISOString() ?? null,
    voices: voices < leastVoices ? null : voices,
    isChosen: choices.length > 0,
    can: { choose: facilitates(part) },
  }
}

/** The moments of an assignment within reach, those of most talk first, and what was chosen of them. */
export async function findRanked(
  db: Db,
  viewer: Viewer,
  assignment: { readonly id: AssignmentId; readonly cohortId: CohortId },
) {
  const talk = await findPackTalk(db, viewer, assignment)
  const choices: Choice[] = await db
    .selectFrom('packChoices')
    .select(['threadId', 'choice', 'position'])
    .where('assignmentId', '=', assignment.id)
    .orderBy('threadId')
    .execute()
  return { talk, choices, ranked: rankMoments(gatherMoments(talk)) }
}

function showMoment(moment: Gathered<PackThread>, choices: readonly Choice[], isIn: boolean): PackMoment {
  const { threads, startMs, endMs } = moment
  const sum = (of: (thread: PackThread) => number) => threads.reduce((all, thread) => all + of(thread), 0)
  return {
    ...showWords(leading(moment)),
    ...{ startMs, endMs, people: voicesIn(threads) },
    ...{ replies: sum(({ replies }) => replies), brought: sum(({ brought }) => brought) },
    threads: threads.map(({ threadId }) => threadId),
    choice: choiceOf(moment, choices)?.choice ?? null,
    isIn,
  }
}

const showWords = ({ threadId, clip, kind, startMs, endMs, excerpt, ...thread }: PackThread): PackWords => ({
  ...{ threadId, clip, kind, startMs, endMs, excerpt },
  ...{ author: { id: thread.authorId, name: thread.author }, mentions: [...thread.mentions] },
  ...{ replies: thread.replies, people: thread.voices.length, brought: thread.brought },
  link: `/clips/${clip.id}?${startMs === null ? '' : `t=${startMs / 1000}&`}c=${threadId}`,
})
