import { execFile } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { useProcesses } from '../support/processes.ts'

const script = path.resolve(import.meta.dirname, '../../src/verify-ledger.ts')

describe('npm run verify-ledger on the embedded default', () => {
  const processes = useProcesses()
  const verify = (dataDir: string) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(process.execPath, [script], { env: { DATA_DIR: dataDir } }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      )
    })

  test('looks into the database that runs, and says in one sentence where none does', async () => {
    const dataDir = path.join(processes.folder, 'data')
    const none = await verify(dataDir)
    expect([none.code, none.out]).toEqual([1, ''])
    expect(none.err).toMatch(/^DATABASE_URL is not set, and no Interlude runs on .*\n$/)
    await processes.start(dataDir)
    const well = await verify(dataDir)
    expect([well.code, well.err]).toEqual([0, ''])
    expect(well.out).toMatch(/^All \d+ ledgers are as they were written, \d+ rows in all\.$/m)
    expect(well.out).toMatch(/^All \d+ audits are as they were written\.$/m)
  })
})
