import { copyFile, mkdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { encodeRungs } from '../../../src/platform/media/encode.ts'
import { MediaFailure } from '../../../src/platform/media/refusal.ts'
import { planFirstRung } from '../../../src/platform/media/rendition-plan.ts'
import { someFacts, someVideo } from '../../support/facts.ts'
import { readFragments } from '../../support/fragments.ts'
import { freshFolders, mediaTools, rejectionOf, workOn } from '../../support/media-work.ts'
import { type SampleName, sample } from '../../support/samples.ts'
import { shownFrames } from '../../support/watch.ts'

const fresh = freshFolders()

/** Encodes a file that was never probed, as if the facts of another were its own. */
async function encodedUnseen(name: SampleName): Promise<unknown> {
  const facts = someFacts({ audio: null, durationMs: 1000, video: someVideo({ endMs: 1000 }) })
  const job = { tools: await mediaTools(), source: await sample(name), facts, folder: await fresh() }
  return rejectionOf(encodeRungs({ ...job, plan: planFirstRung(facts) }))
}

describe('encoding does not trust what was found out before', () => {
  test('a picture too large to decode is not decoded', async () => {
    const failure = await encodedUnseen('huge-picture.mp4')
    expect(failure).toBeInstanceOf(MediaFailure)
    expect((failure as MediaFailure).stderr).toMatch(/8192x8192/)
  })

  test.each<SampleName>(['sibling-playlist.mp4', 'concat.mp4', 'file-playlist.mp4'])(
    '%s, which names another file, is not opened',
    async (name) => {
      const failure = await encodedUnseen(name)
      expect(failure).toMatchObject({
        code: 'preparing-failed',
        stderr: expect.stringContaining('Format not on whitelist'),
      })
    },
  )

  test('a recording that goes on for longer than was measured is left where it was to end', async () => {
    const { facts, ...work } = await workOn('plain.mp4', await fresh())
    const shorter = { ...facts, durationMs: 2000, video: facts.video && { ...facts.video, endMs: 2000 } }
    const [made] = await encodeRungs({ ...work, facts: shorter, plan: planFirstRung(shorter) })
    const pictures = (await readFragments(made?.file ?? '')).find(({ kind }) => kind === 'video')
    expect(pictures?.samples).toHaveLength(61)
  })
})

describe('encoding can be ended', () => {
  test('by its clock', async () => {
    const work = await workOn('hd.mp4', await fresh())
    const made = encodeRungs({ ...work, plan: planFirstRung(work.facts), wallSeconds: 0.05 })
    expect(await rejectionOf(made)).toMatchObject({ code: 'took-too-long' })
  })

  test('by its signal', async () => {
    const work = await workOn('hd.mp4', await fresh())
    const stop = new AbortController()
    const reason = new Error('withdrawn')
    const made = encodeRungs({ ...work, plan: planFirstRung(work.facts), signal: stop.signal })
    setImmediate(() => stop.abort(reason))
    expect(await rejectionOf(made)).toBe(reason)
  })
})

test('names of folders and files may hold what ffmpeg would read a meaning into', async () => {
  const folder = `${await fresh()}/100 %d [les]; 'a' - été`
  await mkdir(folder)
  const work = await workOn('short.mp4', folder)
  const source = `${folder}/%03d:x.mp4`
  await copyFile(work.source, source)
  const [made] = await encodeRungs({ ...work, source, plan: planFirstRung(work.facts) })
  expect(await shownFrames(made?.file ?? '', 640, 360)).toHaveLength(6)
})
