import { mkdir, readdir, stat, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { MediaFailure } from '../../../src/platform/media/refusal.ts'
import { checkScratchRoom, clearScratch, withScratch } from '../../../src/platform/media/scratch.ts'
import { freshFolders, rejectionOf } from '../../support/media-work.ts'

const fresh = freshFolders()

describe('a scratch folder', () => {
  test('is empty, closed to other people, and below a folder that need not be there yet', async () => {
    const dir = path.join(await fresh(), 'not', 'yet')
    await withScratch(dir, async (folder) => {
      expect(path.dirname(folder)).toBe(dir)
      expect(await readdir(folder)).toEqual([])
      expect((await stat(folder)).mode & 0o077).toBe(0)
    })
  })

  test('is gone after the work, with all that was in it, and the answer is the work’s', async () => {
    const dir = await fresh()
    const answer = await withScratch(dir, async (folder) => {
      await mkdir(path.join(folder, '720'))
      await writeFile(path.join(folder, '720', 'media.mp4'), 'half a rendition')
      return 42
    })
    expect(answer).toBe(42)
    expect(await readdir(dir)).toEqual([])
  })

  test('is gone when the work throws, and the error is the work’s', async () => {
    const dir = await fresh()
    const reason = new Error('the source was withdrawn')
    const work = withScratch(dir, async (folder) => {
      await writeFile(path.join(folder, 'source'), 'bytes')
      throw reason
    })
    expect(await rejectionOf(work)).toBe(reason)
    expect(await readdir(dir)).toEqual([])
  })

  test('is one attempt’s own', async () => {
    const dir = await fresh()
    await withScratch(dir, (one) =>
      withScratch(dir, async (other) => {
        expect(one).not.toBe(other)
      }),
    )
  })
})

describe('clearing scratch at a start', () => {
  test('removes what killed attempts left, and nothing else', async () => {
    const dir = await fresh()
    let left = ''
    await withScratch(dir, async (folder) => {
      left = path.basename(folder)
    })
    await mkdir(path.join(dir, left))
    await writeFile(path.join(dir, left, 'media.mp4'), 'half')
    await mkdir(path.join(dir, 'objects'))
    expect(await clearScratch(dir)).toBe(1)
    expect(await readdir(dir)).toEqual(['objects'])
  })

  test('finds nothing to do where there is no folder', async () => {
    expect(await clearScratch(path.join(await fresh(), 'nowhere'))).toBe(0)
  })
})

describe('room on the scratch disk', () => {
  test('is enough for the recording and its renditions', async () => {
    const dir = path.join(await fresh(), 'scratch')
    await checkScratchRoom(dir, 1000)
    expect(await readdir(dir)).toEqual([])
  })

  test('is not enough for a recording that fills the disk without its renditions', async () => {
    const dir = await fresh()
    const { bavail, bsize } = await statfs(dir)
    const failure = await rejectionOf(checkScratchRoom(dir, bavail * bsize))
    expect(failure).toBeInstanceOf(MediaFailure)
    expect(failure).toMatchObject({
      code: 'preparing-failed',
      message: expect.stringMatching(/^the scratch disk at \S+ has \d+ MiB free and \d+ MiB are needed$/),
    })
  })
})
