import { createAssignment } from '../../src/assignments/create-assignment.ts'
import { createProtocol } from '../../src/assignments/create-protocol.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import type { ClipId, CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'

/** An open assignment by a protocol of the cohort's own, with a text to be found in all that its facilitator can write. */
export async function plantAssignments(
  db: Db,
  facilitator: Person,
  { cohortId, clipId }: { readonly cohortId: CohortId; readonly clipId: ClipId },
  plant: (what: string) => string,
): Promise<void> {
  const { id } = await createProtocol(db, facilitator.viewer, cohortId, {
    title: plant('title of a protocol'),
    stages: [
      {
        ...{
          name: plant('name of a stage'),
          prompt: plant('prompt of a stage'),
          whoPosts: 'all',
          gate: 'open',
        },
        ...{ anchor: 'optional', kinds: ['notice'], minPosts: 1, roomMinutes: 5, clipPosition: null },
        ...{ presenterAnswers: false, opensPct: 0, closesPct: 100 },
      },
    ],
  })
  await createAssignment(db, facilitator.viewer, cohortId, {
    clipIds: [clipId],
    protocol: { id: id ?? (undefined as never) },
    words: plant('words of an assignment'),
    question: plant('opening question of an assignment'),
    dueAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
  })
}
