import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { numbered, words } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'

/**
 * What is said at a time may be so many times what it takes, or as many times less: other tests come and go on the machine
 * meanwhile. To forget the ladder while stills are made would be wrong by far more.
 */
const factor = 6

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
})
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

interface Told {
  readonly atMs: number
  readonly step: string | null
  readonly fraction: number | null
  readonly secondsLeft: number | null
}

/** Uploads a recording, and answers what was told while it was prepared, and when it was ready. */
async function preparing(recording: Buffer): Promise<{ told: readonly Told[]; readyMs: number }> {
  const id = await upload(stage.cast.leslie, recording, 'lesson.mp4')
  const told: Told[] = []
  await until(async () => {
    const row = await stage.platform.db
      .selectFrom('clips')
      .select(['state', 'progressStep', 'progressFraction', 'progressSecondsLeft'])
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow()
    told.push({
      ...{ atMs: performance.now(), step: row.progressStep, fraction: row.progressFraction },
      secondsLeft: row.progressSecondsLeft,
    })
    return row.state === 'ready'
  })
  return { told, readyMs: performance.now() }
}

async function recordingOf(seconds: number, size: `${number}x${number}`, fps: number): Promise<Buffer> {
  const file = `${stage.folder}/${size}.mp4`
  // Too few keyframes to be copied, and enough of them for stills.
  const picture = words(`-c:v libx264 -preset ultrafast -bf 0 -pix_fmt yuv420p -sc_threshold 0 -g ${7 * fps}`)
  await numbered(file, { seconds, size, fps, picture })
  return readFile(file)
}

/** Of what was told in these steps with seconds, what was told last before so much of the time from the first on was over. */
function toldAt(told: readonly Told[], readyMs: number, steps: readonly string[], part: number): Told {
  const counted = told.filter(({ step, secondsLeft }) => steps.includes(step ?? '') && secondsLeft !== null)
  const [first] = counted
  if (!first) throw new Error(`nothing was told in ${steps}`)
  const wanted = first.atMs + (readyMs - first.atMs) * part
  return counted.findLast(({ atMs }) => atMs <= wanted) ?? first
}

function expectHonest({ atMs, secondsLeft }: Told, readyMs: number) {
  const tookSeconds = (readyMs - atMs) / 1000
  const times = (secondsLeft ?? 0) / tookSeconds
  expect(times, `${secondsLeft} s were told, ${tookSeconds} s it took`).toBeGreaterThan(1 / factor)
  expect(times, `${secondsLeft} s were told, ${tookSeconds} s it took`).toBeLessThan(factor)
}

describe('the seconds that are told to be left', { timeout: 300_000 }, () => {
  test('are about what it takes, at a third of the way through the first rung and the ladder', async () => {
    const { told, readyMs } = await preparing(await recordingOf(60, '640x360', 30))
    expectHonest(toldAt(told, readyMs, ['first-playable', 'encoding'], 1 / 3), readyMs)
    expectHonest(toldAt(told, readyMs, ['first-playable'], 0.2), readyMs)
    expectForward(told)
  })

  test('count the ladder while stills are made, and are about what it takes at a third of the way', async () => {
    const { told, readyMs } = await preparing(await recordingOf(601, '320x180', 10))
    expectHonest(toldAt(told, readyMs, ['lean'], 1), readyMs)
    expectHonest(toldAt(told, readyMs, ['lean', 'encoding'], 1 / 3), readyMs)
    expectForward(told)
  })
})

/** The part of the way that is done never becomes less, from step to step. */
function expectForward(told: readonly Told[]) {
  const fractions = told.flatMap(({ fraction }) => fraction ?? [])
  expect(fractions.length).toBeGreaterThan(5)
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
}
