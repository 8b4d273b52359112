import { beforeAll, describe, expect, it } from 'vitest'
import { emptyDatabase } from '../support/empty-database.ts'
import { freePort } from '../support/ports.ts'
import { oneSentence, type Started, useProcesses } from '../support/processes.ts'

describe('a database of one’s own', () => {
  const { folder, run, npm } = useProcesses()
  const env = { AUTH_SECRET: 'a secret that only the tests know of', DATA_DIR: folder }
  let own: typeof env & { DATABASE_URL: string }

  const refusal = async (refused: Started) => {
    expect(await refused.ended).not.toBe(0)
    expect(refused.stdout).toBe('')
    expect(refused.stderr).toMatch(oneSentence)
    return refused.stderr
  }

  beforeAll(async () => {
    own = { ...env, DATABASE_URL: await emptyDatabase() }
  })

  it.each(['src/main.ts', 'workers/main.ts', 'src/migrate.ts', 'src/add-organisation.ts'] as const)(
    'that cannot be used is told by %s in one sentence, without its secrets',
    async (script) => {
      const other = (parts: Partial<URL>) => Object.assign(new URL(own.DATABASE_URL), parts).href
      const port = String(await freePort())
      const wrong = [
        [other({ port }), `ECONNREFUSED 127.0.0.1:${port}`],
        [other({ password: 'guessed' }), 'password authentication failed'],
        [other({ pathname: '/none' }), 'database "none" does not exist'],
      ] as const
      const all = wrong.map(([DATABASE_URL]) => refusal(run(script, { ...env, DATABASE_URL })))
      for (const [at, said] of (await Promise.all(all)).entries()) {
        expect(said).toMatch(/^The database cannot be used: /)
        expect(said).toContain(wrong[at]?.[1])
        expect(said).not.toContain('guessed')
      }
    },
  )

  it('is what the worker, the migrations and a further organisation are about: without one they say so', async () => {
    for (const script of ['workers/main.ts', 'src/migrate.ts', 'src/add-organisation.ts'] as const) {
      expect(await refusal(run(script, env))).toMatch(/^DATABASE_URL is not set/)
    }
  })

  it('has neither API nor worker before it is migrated', async () => {
    for (const script of ['src/main.ts', 'workers/main.ts', 'src/add-organisation.ts'] as const) {
      expect(await refusal(run(script, own))).toMatch(
        /^The database lacks 0001-.*: run “npm run migrate” first\.$/m,
      )
    }
  })

  it('is migrated by two at once, and a second time without effect', async () => {
    const two = [run('src/migrate.ts', own), run('src/migrate.ts', own)]
    for (const one of two) {
      expect(await one.ended).toBe(0)
      expect(one.stderr).toBe('')
    }
    expect(two.map(({ stdout }) => stdout.replace(/0001.*/, '…')).sort()).toEqual([
      'Migrated: …\n',
      'Nothing to migrate.\n',
    ])
    const third = npm('migrate', own)
    expect(await third.ended).toBe(0)
    expect(third.stdout).toBe('Nothing to migrate.\n')
  })

  it('gets a link for a further organisation at each asking', async () => {
    const links = [npm('add-organisation', own), npm('add-organisation', own)]
    for (const one of links) {
      expect(await one.ended).toBe(0)
      expect(one.stderr).toBe('')
      expect(one.stdout).toMatch(/^Open this link.*\n {2}http:\/\/127\.0\.0\.1:\d+\/setup#setup_[\w-]{43}\n$/)
    }
    expect(links[0]?.stdout).not.toBe(links[1]?.stdout)
  })
})
