import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openZip } from '../../src/rosters/open-zip.ts'
import { rosterLimits } from '../../src/rosters/roster.ts'
import { oneRosterFiles, sendRoster, zipOf } from '../support/rosters.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let folder: string
beforeAll(async () => {
  stage = await openStage()
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-zips-'))
})
afterAll(async () => {
  await stage.close()
  await rm(folder, { recursive: true, force: true })
})

const files = oneRosterFiles({ users: [], roles: [] })

/** What is read of `name` in a zip of these bytes; throws as a request would be refused. */
async function readFrom(bytes: Buffer, name: string, limits: Partial<typeof rosterLimits> = {}) {
  const file = path.join(folder, `${crypto.randomUUID()}.zip`)
  await writeFile(file, bytes)
  const handle = await open(file)
  try {
    const zip = await openZip(handle.fd, { ...rosterLimits, ...limits } as typeof rosterLimits)
    let read = 0
    for await (const piece of zip.read(name)) read += piece.length
    return read
  } finally {
    await handle.close()
  }
}

describe('a zip', () => {
  test('that unpacks to more than may be is refused once that much came, whatever it says of itself', async () => {
    const bomb = await zipOf({ ...files, 'users.csv': Buffer.alloc(50 * 2 ** 20) })
    expect(bomb.length).toBeLessThan(2 ** 20)
    await expect(readFrom(bomb, 'users.csv', { unpackedBytes: 2 ** 20 } as never)).rejects.toMatchObject({
      ...{ status: 413, code: 'too-large' },
    })
    // It says that it unpacks to little: both in its directory and before its bytes.
    const size = Buffer.alloc(4)
    size.writeUInt32LE(50 * 2 ** 20)
    const little = Buffer.from([1, 0, 0, 0])
    const lying = Buffer.from(
      bomb.toString('latin1').replaceAll(size.toString('latin1'), little.toString('latin1')),
      'latin1',
    )
    expect(lying.equals(bomb)).toBe(false)
    await expect(readFrom(lying, 'users.csv')).rejects.toMatchObject({ status: 400, code: 'broken-zip' })
  })

  test.each<[string, (whole: Buffer) => Buffer | Promise<Buffer>]>([
    ['cut off', (whole) => whole.subarray(0, whole.length / 2)],
    ['with a directory that is gone', (whole) => whole.subarray(0, -30)],
    [
      'with bytes turned over',
      (whole) => Buffer.from(whole.map((byte, at) => (at % 97 === 60 ? byte ^ 255 : byte))),
    ],
    [
      'whose names lead out of it',
      (whole) => Buffer.from(whole.toString('latin1').replaceAll('users.csv', '../a/b.cs'), 'latin1'),
    ],
    [
      'whose names start at the root',
      (whole) => Buffer.from(whole.toString('latin1').replaceAll('users.csv', '/sers.csv'), 'latin1'),
    ],
    [
      'with a name twice',
      (whole) => Buffer.from(whole.toString('latin1').replaceAll('roles.csv', 'users.csv'), 'latin1'),
    ],
    [
      'with too many files',
      () =>
        zipOf({ ...files, ...Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.csv`, ''])) }),
    ],
  ])('%s is refused in one sentence, and nothing of it stays', async (_what, change) => {
    const before = await leftovers()
    const { status, body } = await sendRoster(stage.cast.dana, await change(await zipOf(files)))
    expect([status, body.code]).toEqual([400, 'broken-zip'])
    expect(await leftovers()).toEqual(before)
  })
})

const leftovers = async () =>
  (await readdir(tmpdir())).filter((name) => /^interlude-[0-9a-f]{8}-/.test(name)).toSorted()
