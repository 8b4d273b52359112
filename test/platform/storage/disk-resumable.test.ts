import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStorage } from '../../../src/platform/storage/open-storage.ts'
import { resumableContract } from './resumable-contract.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'interlude-resumable-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const open = async () => openStorage({ dataDir, s3: undefined })

resumableContract('the disk', {
  open,
  traces: async (uploadId) => {
    const names = await readdir(path.join(dataDir, 'objects'), { recursive: true })
    return names.filter((name) => name.includes(uploadId))
  },
})

describe('on the disk', () => {
  test('a note that a power failure cut off makes its upload unknown, not a failure', async () => {
    const { resumable } = await open()
    await writeFile(path.join(dataDir, 'objects', '.resumable', 'cut-off.json'), '{"id":"cut-')
    await expect(resumable.dataStore.getUpload('cut-off')).rejects.toMatchObject({ status_code: 404 })
    await resumable.discard('cut-off')
  })
})
