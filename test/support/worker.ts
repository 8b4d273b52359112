import { findMediaTools, type MediaTools } from '../../src/platform/media/tools.ts'
import { openQueueBackend } from '../../src/platform/queue/backend.ts'
import { startConsumer } from '../../src/platform/queue/consumer.ts'
import { startRelay } from '../../src/platform/queue/relay.ts'
import type { Work } from '../../src/platform/queue/run-row.ts'
import { worksOf } from '../../workers/handlers.ts'
import { openScratch } from '../../workers/scratch-folder.ts'
import type { Person } from './cast.ts'
import type { Stage } from './stage.ts'

interface Worker {
  stop(): Promise<void>
}

/** The real handlers on a stage, in this process; `change` may put something else in the place of one of them, `given` of ffmpeg. */
export async function startWorker(
  { platform, databaseUrl, folder }: Stage,
  change: (works: Work[]) => Work[] = (works) => works,
  given?: MediaTools,
): Promise<Worker> {
  const tools = given ?? (await findMediaTools())
  const { redisUrl } = platform.config
  const prefix = new URL(databaseUrl).pathname.slice(1)
  const backend = openQueueBackend({ redisUrl, databaseUrl, prefix, onTrouble: () => undefined })
  const works = change(worksOf({ platform, tools, scratch: await openScratch(`${folder}/scratch`) }))
  const concurrency = { quick: 2, first: 1, media: 1, mail: 1, upkeep: 1 }
  const consumer = await startConsumer(platform.db, backend, works, concurrency, platform.log)
  const patience = { pollMs: 200, silentMs: 60_000 }
  const relay = startRelay(platform.db, databaseUrl, backend, () => undefined, patience)
  return {
    stop: async () => {
      await consumer.close()
      await relay.close()
      await backend.close()
    },
  }
}

/** Uploads a file as a form; answers the clip's id. */
export async function upload(
  who: Person,
  file: Uint8Array,
  filename: string,
  type = 'video/mp4',
): Promise<string> {
  const form = new FormData()
  form.append('title', filename)
  form.append('file', new Blob([file as Uint8Array<ArrayBuffer>], { type }), filename)
  const { status, body } = await who.post('/api/v1/clips', form)
  if (status !== 201) throw new Error(`the upload of ${filename} was refused: ${body.code}`)
  return body.id
}
