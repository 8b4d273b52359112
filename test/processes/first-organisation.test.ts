import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Caller } from '../support/caller.ts'
import { query } from '../support/empty-database.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { eventually, type Started, useProcesses } from '../support/processes.ts'
import { shortLesson } from '../support/short-lesson.ts'

describe('with a migrated database of one’s own', () => {
  const { folder, run, npm, isGone } = useProcesses()
  const dataDir = path.join(folder, 'data')
  const password = 'between the meetings'
  let databaseUrl: string
  let own: Record<string, string>

  const end = async (process: Started) => {
    const family = process.family()
    process.kill('SIGTERM')
    expect(await process.ended).toBe(0)
    expect(process.complaints).toBe('')
    return family
  }
  const linkOf = async (main: Started) => {
    await main.says('/setup#')
    const [, address = '', secret] = /^ {2}(\S+)\/setup#(setup_\S+)$/m.exec(main.stdout) ?? []
    return { address, secret }
  }
  const setUpWith = (address: string, token: string | undefined, name: string) =>
    new Caller(address, {}).post('/api/v1/setup', {
      ...{ token, organisation: `${name}’s school`, name },
      ...{ email: `${name.toLowerCase()}@school.example`, password },
    })
  const signedIn = async (address: string) => {
    const [found] = await query(databaseUrl, 'select email from people')
    const answer = await new Caller(address, {}).post('/api/auth/sign-in/email', { ...found, password })
    expect(answer.status).toBe(200)
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0])
    return new Caller(address, { cookie: cookie.join('; ') })
  }

  beforeAll(async () => {
    await mkdir(dataDir)
    databaseUrl = await freshDatabase()
    own = {
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: 'a secret that only the tests know of',
      DATA_DIR: dataDir,
    }
  })

  it('prints a link for the first organisation, a new one at each start, of which the last works once', async () => {
    const first = run('src/main.ts', own)
    const old = await linkOf(first)
    await end(first)
    const main = run('src/main.ts', own)
    const { address, secret } = await linkOf(main)
    expect(secret).not.toBe(old.secret)
    expect((await setUpWith(address, old.secret, 'Mallory')).status).toBe(404)

    const both = await Promise.all(['Dana', 'Eve'].map((name) => setUpWith(address, secret, name)))
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404])
    expect((await setUpWith(address, secret, 'Mallory')).status).toBe(404)
    const made = await query(
      databaseUrl,
      `select count(*)::int as people, min(role) as role, (select count(*)::int from organisations) as organisations
       from people left join role_grants using (organisation_id)`,
    )
    expect(made).toEqual([{ organisations: 1, people: 1, role: 'administrator' }])
    await end(main)
  })

  it('makes no demo, starts no other process, and has no link any more', async () => {
    const main = run('src/main.ts', own)
    await main.says('Interlude answers at')
    await signedIn(/http:\S+/.exec(main.stdout)?.[0] ?? '')
    const family = await end(main)
    expect(family.map(({ pid }) => pid)).toEqual([main.pid])
    expect(main.stdout).toMatch(/^Interlude answers at http:\/\/127\.0\.0\.1:\d+\n$/)
    expect(existsSync(path.join(dataDir, 'demo.json'))).toBe(false)
  })

  it('prepares clips by a worker that is started by itself, and both end with the npm that ran them', async () => {
    const [main, worker] = [npm('start', own), npm('worker', own)]
    await main.says('Interlude answers at')
    await worker.complains('worker is ready')
    const administrator = await signedIn(/http:\S+/.exec(main.stdout)?.[0] ?? '')
    const { body: clip } = await administrator.post('/api/v1/clips', await shortLesson(folder))
    await eventually(async () => {
      expect((await administrator.get(`/api/v1/clips/${clip.id}`)).body).toMatchObject({ state: 'ready' })
    })
    for (const one of [worker, main]) {
      const family = one.family()
      expect(family.length).toBeGreaterThan(1)
      one.kill('SIGTERM')
      await one.ended
      await isGone(family)
    }
  })
})
