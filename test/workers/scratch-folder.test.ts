import { mkdir, readdir, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openScratch } from '../../workers/scratch-folder.ts'
import { freshFolders } from '../support/media-work.ts'

const freshFolder = freshFolders()
const here = hostname().replaceAll(/[^\w-]/g, '_')
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

describe('what killed workers left on the disk', () => {
  test('goes when another one starts: at once where it is seen to be dead, else after a week', async () => {
    const root = await freshFolder()
    // Larger than any pid may be.
    const folders: [name: string, touched: number, stays: boolean][] = [
      [`worker-${here}-99999999`, 0, false],
      [`worker-${here}-${process.ppid}`, 30, true],
      ['worker-elsewhere-17', 6, true],
      ['worker-elsewhere-18', 8, false],
      [`worker-${here}-of-old-19`, 8, false],
      ['somebody-elses', 30, true],
    ]
    for (const [name, touched] of folders) {
      await mkdir(path.join(root, name, 'attempt-x'), { recursive: true })
      await utimes(path.join(root, name), daysAgo(touched), daysAgo(touched))
    }
    const mine = await openScratch(root)
    const expected = [path.basename(mine), ...folders.filter(([, , stays]) => stays).map(([name]) => name)]
    expect((await readdir(root)).toSorted()).toEqual(expected.toSorted())
    // Its own pid may have been a dead one's, with something left in its folder.
    await mkdir(path.join(mine, 'attempt-y'))
    expect(await readdir(await openScratch(root))).toEqual([])
  })
})
