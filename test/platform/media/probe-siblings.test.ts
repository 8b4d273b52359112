import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { copyFile, open } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { probe } from '../../../src/platform/media/probe.ts'
import { freshFolders, mediaTools, rejectionOf, streamsOf } from '../../support/media-work.ts'
import { sample } from '../../support/samples.ts'

const run = promisify(execFile)
const fresh = freshFolders()
const disguised = ['sibling-playlist.mp4', 'concat.mp4'] as const

/** The disguised file in a folder of its own. */
async function placed(name: (typeof disguised)[number]): Promise<string> {
  const file = path.join(await fresh(), name)
  await copyFile(await sample(name), file)
  return file
}

describe.concurrent('a file that names another', () => {
  test.each(disguised)('%s does not get the other opened', async (name) => {
    const file = await placed(name)
    // A pipe tells whether anybody read from it.
    const sibling = path.join(path.dirname(file), 'sibling.mp4')
    await run('mkfifo', [sibling])
    await using pipe = await open(sibling, constants.O_RDWR | constants.O_NONBLOCK)
    await pipe.write('a lesson of somebody else')
    expect(await rejectionOf(probe(await mediaTools(), file))).toMatchObject({ code: 'not-media' })
    const { buffer, bytesRead } = await pipe.read(Buffer.alloc(100), 0, 100, null)
    expect(buffer.toString('utf8', 0, bytesRead)).toBe('a lesson of somebody else')
  })

  test.each(disguised)('%s would have been read as the other by an ffprobe without a guard', async (name) => {
    const file = await placed(name)
    await copyFile(await sample('no-audio.mp4'), path.join(path.dirname(file), 'sibling.mp4'))
    expect(await streamsOf(file)).toMatchObject([{ codec_name: 'h264', width: 640 }])
  })
})
