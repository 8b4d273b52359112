import { grantClip } from '../clips/grant-clip.ts'
import { writeUpload } from '../clips/start-upload.ts'
import { writeWords } from '../clips/write-words.ts'
import { createCohort } from '../cohorts/create-cohort.ts'
import { addPerson } from '../identity/add-person.ts'
import { createOrganisation } from '../identity/create-organisation.ts'
import { writeToken } from '../identity/create-token.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { Platform } from '../platform/platform.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { writeComment } from '../threads/write-comment.ts'
import { writeThread } from '../threads/write-thread.ts'
import { type DemoFile, newDemoPeople, readDemoFile, writeDemoFile } from './demo-secrets.ts'
import {
  type DemoName,
  demoClipTitle,
  demoClipWords,
  demoCohort,
  demoFortnight,
  demoPeople,
  demoThreads,
} from './demo-talk.ts'
import { MakeDemoRecording } from './jobs.ts'
import { writeFortnight } from './write-fortnight.ts'

/**
 * On a database without an organisation, makes one to look around in: four people, a cohort, a clip that a worker makes
 * on the spot, and some talk about it. Answers who may sign in, or undefined where that is not (any more) known.
 * The secrets are written down first, so that a crash in between leaves none that nobody knows.
 */
export async function createDemo(platform: Platform, baseUrl: string): Promise<DemoFile | undefined> {
  const { db, config } = platform
  const known = await readDemoFile(config.dataDir)
  const isNew = (await db.selectFrom('organisations').select('id').limit(1).executeTakeFirst()) === undefined
  if (!known && !isNew) return undefined
  const demo: DemoFile = { baseUrl, people: known?.people ?? newDemoPeople() }
  await writeDemoFile(config.dataDir, demo)
  if (isNew) await db.transaction().execute((trx) => writeDemo(trx, platform, demo))
  return demo
}

async function writeDemo(db: Db, { config, storage }: Platform, { people }: DemoFile): Promise<void> {
  const organisationId = await createOrganisation(db, 'Interlude demo')
  const viewers = new Map<string, Viewer>()
  for (const { name, role, email, password, token } of people) {
    const roles = demoPeople.filter((person) => person.email === email).map((person) => person.role)
    const personId = await addPerson(db, { organisationId, name, email, password, roles, proven: true })
    const viewer = { organisationId, personId }
    viewers.set(name, viewer)
    await writeToken(db, viewer, `demo, ${role}`, token)
  }
  const viewerOf = (name: DemoName): Viewer => {
    const viewer = viewers.get(name)
    if (!viewer) throw new Error(`the demo lacks ${name}`)
    return viewer
  }
  const members = demoPeople.flatMap(({ name, part }) =>
    part ? [{ personId: viewerOf(name).personId, part }] : [],
  )
  const cohortId = await createCohort(db, { organisationId, ...demoCohort, members })

  const owner = viewerOf('Leslie Okafor')
  const recording = { way: 'demo', filename: 'demo.mp4', contentType: 'video/mp4', bytes: 2 ** 20 } as const
  const { clipId, uploadId } = await writeUpload(db, owner, config.limits, storage.resumable.objectKey, {
    ...recording,
    title: demoClipTitle,
  })
  await writeWords(db, clipId, demoClipWords)
  await enqueue(db, MakeDemoRecording, { uploadId }, { organisationId })
  await grantClip(db, owner, clipId, { cohortId, canComment: true })
  const facilitator = viewerOf('Liz Chen')
  const { stageIds } = await writeFortnight(db, { cohortId, clipId, facilitator, ...demoFortnight })
  for (const [at, { by, answers, stage, ...said }] of demoThreads.entries()) {
    const stageId = stage === undefined ? null : (stageIds[stage] ?? null)
    const clientKey = `demo-thread-${at}`
    const thread = { ...said, stageId, region: null, clipId, cohortId, cutNo: 1, clientKey }
    const { threadId } = await writeThread(db, viewerOf(by), thread)
    for (const [n, answer] of answers.entries()) {
      await writeComment(db, viewerOf(answer.by), {
        ...{ threadId, body: answer.body, stageId, opensThread: false },
        clientKey: `demo-answer-${at}-${n}`,
      })
    }
  }
}
