import { stat } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Caller } from '../support/caller.ts'
import { demoIn, demoPerson } from '../support/demo.ts'
import { freePort } from '../support/ports.ts'
import { eventually, type Started, useProcesses } from '../support/processes.ts'

describe('the first start on an empty folder', () => {
  const { folder, start } = useProcesses()
  const dataDir = path.join(folder, 'data')
  let port: number
  let main: Started

  beforeAll(async () => {
    port = await freePort()
    main = await start(dataDir, { PORT: String(port) })
  })

  it('answers at the port it was given, and prints that address', async () => {
    expect(main.stdout).toContain(`Interlude is running at http://127.0.0.1:${port}\n`)
    expect((await new Caller(`http://127.0.0.1:${port}`, {}).get('/readyz')).status).toBe(200)
  })

  it('writes demo.json for scripts, which nobody else may read', async () => {
    const demo = await demoIn(dataDir)
    expect(demo.baseUrl).toBe(`http://127.0.0.1:${port}`)
    const roles = ['teacher', 'teacher', 'teacher leader', 'administrator']
    expect(demo.people.map(({ role }) => role)).toEqual(roles)
    for (const person of demo.people) {
      expect(Object.keys(person)).toEqual(['name', 'role', 'email', 'password', 'token'])
    }
    expect((await stat(path.join(dataDir, 'demo.json'))).mode & 0o777).toBe(0o600)
  })

  it('prints each person with a password that signs in', async () => {
    const { baseUrl, people } = await demoIn(dataDir)
    const nobody = new Caller(baseUrl, {})
    for (const { name, role, email } of people) {
      const line = main.stdout.split('\n').find((printed) => printed.includes(email))
      expect(line).toMatch(new RegExp(`^  ${name} +${role} +${email} +\\S+$`))
      const password = line?.trim().split(/\s+/).at(-1)
      const answer = await nobody.post('/api/auth/sign-in/email', { email, password })
      expect(answer.status).toBe(200)
      const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0])
      const me = await nobody.get('/api/v1/me', { cookie: cookie.join('; ') })
      expect(me.body).toMatchObject({ name, email })
    }
  })

  it('makes a clip on the spot, which becomes ready by the real worker, with talk for its cohort alone', async () => {
    const leslie = await demoPerson(dataDir, 'Leslie')
    const clip = await eventually(async () => {
      const { items } = (await leslie.get('/api/v1/clips')).body
      expect(items).toMatchObject([{ state: 'ready' }])
      return items[0]
    }, 170_000)
    expect(clip.durationMs).toBeGreaterThan(39_000)
    expect(clip.durationMs).toBeLessThan(41_000)

    const ana = await demoPerson(dataDir, 'Ana')
    const { items: cohorts } = (await ana.get('/api/v1/cohorts')).body
    expect(cohorts).toMatchObject([{ name: 'Maple Street math cohort' }])
    const talk = `/api/v1/clips/${clip.id}/threads?cohortId=${cohorts[0].id}`
    const { items: threads } = (await ana.get(talk)).body
    expect(threads.length).toBeGreaterThan(2)
    for (const { comments } of threads) expect(comments[0].body.length).toBeGreaterThan(20)
    expect((await ana.get(`/api/v1/clips/${clip.id}/playback`)).status).toBe(200)

    const dana = await demoPerson(dataDir, 'Dana')
    for (const address of [`/api/v1/clips/${clip.id}`, `/api/v1/clips/${clip.id}/playback`, talk]) {
      expect((await dana.get(address)).status).toBe(404)
    }
  }, 180_000)

  it('has nothing to complain about', () => {
    expect(main.stderr).toBe('')
  })
})
