import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeRungs, remux } from '../../../src/platform/media/encode.ts'
import { makePoster } from '../../../src/platform/media/poster.ts'
import { planRenditions } from '../../../src/platform/media/rendition-plan.ts'
import { makeStoryboard } from '../../../src/platform/media/storyboard.ts'
import { freshFolders, workOn } from '../../support/media-work.ts'

const fresh = freshFolders()

/** The place, the device and the name that the phone wrote into the sample. */
const secrets = ['52.3702', '004.8952', 'SecretPhone', 'Apple', 'Juf Anna', 'ISO6709', 'com.apple']

const found = (bytes: Buffer) => secrets.filter((secret) => bytes.includes(secret))

describe('what a camera wrote about place, device and people', () => {
  test('is in the recording, and in nothing that is made of it', async () => {
    const folder = await fresh()
    const work = await workOn('personal.mov', folder)
    expect(found(await readFile(work.source))).toEqual(secrets)

    const copy = await remux(work)
    const ladder = await encodeRungs({ ...work, plan: planRenditions(work.facts) })
    await makePoster(work)
    await makeStoryboard({ tools: work.tools, rendition: ladder[0] ?? copy, folder })

    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )
    // Four renditions with their playlists, a poster, one sheet.
    expect(files).toHaveLength(10)
    for (const { parentPath, name } of files)
      expect(found(await readFile(path.join(parentPath, name))), name).toEqual([])
    for (const { playlist } of [copy, ...ladder]) expect(found(Buffer.from(playlist))).toEqual([])
  })
})
