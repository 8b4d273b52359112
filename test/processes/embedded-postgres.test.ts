import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../src/platform/embedded/postgres.ts'
import { leftOf } from '../support/process-table.ts'
import { eventually } from '../support/processes.ts'

describe('the embedded PostgreSQL', () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'interlude-postgres-'))
  const folder = path.join(parent, 'postgres')
  const lock = path.join(folder, 'cluster/postmaster.pid')

  afterAll(() => rm(parent, { recursive: true, force: true }))

  it('is made aside: what a start that was killed left half made is in nobody’s way', async () => {
    await mkdir(path.join(folder, 'making-broken/cluster/base'), { recursive: true })
    await using postgres = await started()
    expect(await answerOf(postgres.url)).toBe(1)
    expect((await readdir(folder)).sort()).toEqual(['cluster', 'password'])
  })

  it('does not start where the start is given up, and leaves no process', async () => {
    const giveUp = new AbortController()
    const starting = startPostgres({ folder, fast: true, signal: giveUp.signal })
    giveUp.abort(new Error('changed my mind'))
    await expect(starting).rejects.toThrow('changed my mind')
    expect(leftOf([], folder)).toEqual([])
  })

  it('gives up making itself, too, and makes itself the next time', async () => {
    const other = path.join(parent, 'other')
    const giveUp = new AbortController()
    const starting = startPostgres({ folder: other, fast: true, signal: giveUp.signal })
    await eventually(async () => expect((await readdir(other)).join()).toMatch(/making-/))
    giveUp.abort(new Error('changed my mind'))
    await expect(starting).rejects.toThrow('changed my mind')
    expect(leftOf([], other)).toEqual([])
    expect(await readdir(other)).toEqual([])
  })

  it('starts where its lock file names a stranger, whom it lets live', async () => {
    // Numbers are given out again after a restart of the machine; a clever guess by name would hit this one.
    const stranger = spawn('/bin/sh', ['-c', 'read line', 'postgres', '-D', '/var/lib/postgres'])
    await using _ending = endOf(stranger)
    await using running = await started()
    const lines = readFileSync(lock, 'utf8').split('\n')
    await running.stop()
    expect(existsSync(lock)).toBe(false)
    await writeFile(lock, [stranger.pid, ...lines.slice(1)].join('\n'), { mode: 0o600 })

    await using postgres = await started()
    expect(await answerOf(postgres.url)).toBe(1)
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
  })

  it('says in one sentence why it cannot start', async () => {
    await writeFile(path.join(folder, 'cluster/PG_VERSION'), '12\n')
    await expect(startPostgres({ folder, fast: true })).rejects.toThrow(
      /^PostgreSQL could not start in \S+: database files are incompatible with server\.$/,
    )
  })

  const started = async () => {
    const postgres = await startPostgres({ folder, fast: true })
    return { ...postgres, [Symbol.asyncDispose]: () => postgres.stop() }
  }
})

const endOf = (child: ChildProcess) => ({
  [Symbol.asyncDispose]: async () => {
    child.kill('SIGKILL')
  },
})

async function answerOf(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select 1 as one')
  await client.end()
  return rows[0].one
}
