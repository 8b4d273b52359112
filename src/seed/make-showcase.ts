import { randomBytes } from 'node:crypto'
import { grantClip } from '../clips/grant-clip.ts'
import { writeUpload } from '../clips/start-upload.ts'
import { writeWords } from '../clips/write-words.ts'
import { createCohort } from '../cohorts/create-cohort.ts'
import { MakeDemoRecording } from '../demo/jobs.ts'
import { writeFortnight } from '../demo/write-fortnight.ts'
import { addPerson } from '../identity/add-person.ts'
import { createOrganisation } from '../identity/create-organisation.ts'
import { writeToken } from '../identity/create-token.ts'
import { newSecret } from '../identity/token-secret.ts'
import type { Viewer } from '../identity/viewer.ts'
import { writeEvaluators } from '../identity/write-evaluators.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, OrganisationId, StageId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import type { ThreadKind } from '../threads/kinds.ts'
import { writeComment } from '../threads/write-comment.ts'
import { writeThread } from '../threads/write-thread.ts'
import { makeShowcaseExemplars } from './make-exemplars.ts'
import type { SeededPerson } from './seed-file.ts'
import type { ShowcaseClip } from './showcase-clip.ts'
import {
  type ShowcaseCohort,
  type ShowcaseFirstName,
  showcaseCohorts,
  showcaseName,
  showcasePeople,
} from './showcase-people.ts'
import { showcaseClips } from './showcase-talk.ts'

/** A place to take pictures of, in the caller's transaction. Workers make its six recordings on the spot. */
export async function makeShowcase(db: Db, platform: Platform): Promise<SeededPerson[]> {
  const organisationId = await createOrganisation(db, showcaseName)
  const viewers = new Map<string, Viewer>()
  const seeded: SeededPerson[] = []
  for (const [firstName, { name, role }] of Object.entries(showcasePeople)) {
    const email = `${firstName.toLowerCase()}@riverbend.example`
    const [password, token] = [randomBytes(9).toString('base64url'), newSecret('itl')]
    const roles = role === undefined ? [] : [role]
    const personId = await addPerson(db, { organisationId, name, email, password, roles, proven: true })
    viewers.set(firstName, { organisationId, personId })
    await writeToken(db, { organisationId, personId }, 'showcase', token)
    seeded.push({ name, role: role ?? null, email, password, token })
  }
  const viewerOf = (name: ShowcaseFirstName): Viewer => {
    const viewer = viewers.get(name)
    if (!viewer) throw new Error(`the showcase lacks ${name}`)
    return viewer
  }
  const cohorts = await makeCohorts(db, organisationId, viewerOf)
  const evaluatorId = viewerOf('Robert').personId
  const noted = (['Hannah', 'Omar'] as const).map((name) => ({
    evaluatorId,
    evaluateeId: viewerOf(name).personId,
  }))
  await writeEvaluators(db, organisationId, { noted, source: 'set' })
  const clips = new Map<string, { id: ClipId; owner: Viewer }>()
  for (const [n, clip] of showcaseClips.entries()) {
    const id = await makeClip(db, platform, { clip, n, cohortId: cohorts[clip.cohort], viewerOf })
    clips.set(clip.title, { id, owner: viewerOf(clip.by) })
  }
  await makeShowcaseExemplars(db, clips, viewerOf)
  return seeded
}

async function makeCohorts(
  db: Db,
  organisationId: OrganisationId,
  viewerOf: (name: ShowcaseFirstName) => Viewer,
): Promise<Record<ShowcaseCohort, CohortId>> {
  const made = async (which: ShowcaseCohort) => {
    const members = Object.entries(showcasePeople)
      .filter(([, { cohorts }]) => (cohorts as readonly string[]).includes(which))
      .map(([name, { role }]) => ({
        personId: viewerOf(name as ShowcaseFirstName).personId,
        part: role === 'teacher leader' ? ('facilitator' as const) : ('participant' as const),
      }))
    return createCohort(db, { organisationId, ...showcaseCohorts[which], members })
  }
  return { math: await made('math'), reading: await made('reading') }
}

interface Making {
  readonly clip: ShowcaseClip
  readonly n: number
  readonly cohortId: CohortId
  readonly viewerOf: (name: ShowcaseFirstName) => Viewer
}

async function makeClip(
  db: Db,
  { config, storage }: Platform,
  { clip, n, cohortId, viewerOf }: Making,
): Promise<ClipId> {
  const owner = viewerOf(clip.by)
  const { organisationId } = owner
  const recording = {
    way: 'demo',
    filename: 'showcase.mp4',
    contentType: 'video/mp4',
    bytes: 2 ** 20,
  } as const
  const { clipId, uploadId } = await writeUpload(db, owner, config.limits, storage.resumable.objectKey, {
    ...recording,
    title: clip.title,
  })
  await writeWords(db, clipId, { tried: clip.tried, question: clip.question })
  await enqueue(db, MakeDemoRecording, { uploadId }, { organisationId })
  await grantClip(db, owner, clipId, { cohortId, canComment: true })
  const stages = await beginFortnight(db, { clip, clipId, cohortId, viewerOf })
  for (const [at, [moment, kind, [by, body], ...answers]] of clip.threads.entries()) {
    const stageId = stages[kind] ?? null
    const [from, to] = typeof moment === 'number' ? [moment, undefined] : (moment ?? [undefined, undefined])
    const { threadId } = await writeThread(db, viewerOf(by), {
      ...{ clipId, cohortId, cutNo: 1, kind, body, region: null, clientKey: `showcase-${n}-${at}`, stageId },
      startMs: from === undefined ? null : from * 1000,
      endMs: to === undefined ? null : to * 1000,
    })
    for (const [k, [who, said]] of answers.entries()) {
      const clientKey = `showcase-${n}-${at}-${k}`
      await writeComment(db, viewerOf(who), { threadId, body: said, clientKey, stageId, opensThread: false })
    }
  }
  return clipId
}

type Fortnight = Pick<Making, 'cohortId' | 'viewerOf'> & {
  readonly clip: ShowcaseClip
  readonly clipId: ClipId
}

/** Where the cohort looks at this clip now: the stages that its kinds of talk belong to. */
async function beginFortnight(
  db: Db,
  { clip, clipId, cohortId, viewerOf }: Fortnight,
): Promise<Partial<Record<ThreadKind, StageId>>> {
  if (clip.assigned === undefined) return {}
  const { by, ...about } = clip.assigned
  const { stageIds } = await writeFortnight(db, {
    ...{ cohortId, clipId, facilitator: viewerOf(by), past: 3, ...about },
  })
  const [notice, wonder] = stageIds
  return { ...(notice && { notice }), ...(wonder && { wonder }) }
}
