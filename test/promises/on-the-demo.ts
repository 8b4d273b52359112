import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Caller } from '../support/caller.ts'
import { Canaries } from './canaries.ts'
import { addressesOf, ask, routesOf } from './crawl.ts'

interface Demo {
  readonly baseUrl: string
  readonly people: readonly { readonly name: string; readonly role: string; readonly token: string }[]
}

/** The demo that runs on this data folder, or undefined where none answers. */
export async function runningDemo(dataDir: string): Promise<Demo | undefined> {
  try {
    const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8')) as Demo
    const answer = await fetch(`${demo.baseUrl}/api/openapi.json`)
    return answer.ok ? demo : undefined
  } catch {
    return undefined
  }
}

/**
 * On a running demo: a teacher uploads something that only they may know of, everybody else asks for everything, and it
 * is removed again. Says line by line what was tried and seen; answers whether it held.
 */
export async function proveOnDemo(demo: Demo, say: (line: string) => void): Promise<boolean> {
  const callers = demo.people.map(
    ({ name, role, token }) =>
      [`${name}, ${role}`, new Caller(demo.baseUrl, { authorization: `Bearer ${token}` })] as const,
  )
  const [ownerName, owner] = callers[0] ?? ['', new Caller(demo.baseUrl, {})]
  const canaries = new Canaries()
  const form = new FormData()
  const title = canaries.plant('the title', [ownerName])
  form.append('title', title)
  form.append('file', new Blob([`${canaries.plant('the bytes', [ownerName])} `.repeat(50)]), `${title}.mp4`)
  const { status, body: clip } = await owner.post('/api/v1/clips', form)
  if (status !== 201) {
    say(`${ownerName} could not upload anything: ${status}.`)
    return false
  }
  try {
    return await askAround(demo, callers, canaries, say)
  } finally {
    await removeEventually(owner, clip.id)
  }
}

async function askAround(
  { baseUrl }: Demo,
  callers: readonly (readonly [string, Caller])[],
  canaries: Canaries,
  say: (line: string) => void,
): Promise<boolean> {
  const [ownerName, owner] = callers[0] ?? ['', new Caller(baseUrl, {})]
  const everybody = [...callers, ['nobody', new Caller(baseUrl, {})] as const]
  const reading = (await routesOf(owner)).filter(({ method }) => method === 'GET')
  const ids = new Set<string>()
  for (const [, caller] of callers) {
    for (const { path: address } of reading.filter(({ path }) => !path.includes('{'))) {
      const { text } = await ask(caller, 'GET', address)
      for (const [id] of text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g))
        ids.add(id)
    }
  }
  const pool = [...ids].sort().map((id) => [id])
  let held = true
  for (const [who, caller] of everybody) {
    let asked = 0
    let found = 0
    const breaches: string[] = []
    for (const route of reading) {
      for (const address of addressesOf(route, (...parameters) => (parameters.length === 1 ? pool : []))) {
        const { text } = await ask(caller, 'GET', address)
        asked += 1
        found += canaries.planted.filter(({ text: canary }) => text.includes(canary)).length
        breaches.push(
          ...canaries.breachesIn(who, address, text).map(({ what, where }) => `${what} at ${where}`),
        )
      }
    }
    const isOwner = who === ownerName
    held &&= breaches.length === 0 && (!isOwner || found > 0)
    const seen = isOwner
      ? `found their own clip in ${found} answers`
      : breaches.join('; ') || 'found nothing of it'
    say(
      `    ${breaches.length === 0 ? '✓' : '✗'} ${who}: ${asked} questions on ${reading.length} routes, ${seen}`,
    )
  }
  return held
}

/** It is no video, so its preparation fails, and then it may be removed. */
async function removeEventually(owner: Caller, clipId: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await owner.delete(`/api/v1/clips/${clipId}`)).status !== 409) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
