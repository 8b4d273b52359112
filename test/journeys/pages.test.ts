import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import { pages } from '../../src/pages/pages.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import { exemplarOf } from '../support/exemplars.ts'
import { shortLesson } from '../support/short-lesson.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { startWorker } from '../support/worker.ts'
import { barriers, settled } from './barriers.ts'

/** Set it to a folder, and a picture of every page in every look is laid there. */
const screens = process.env.SCREENS

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let clipId: string
/** What stands in an address where a page is about one thing. */
let ids: Readonly<Record<string, string>>
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
  const { leslie, ana, liz, maple } = stage.cast
  const folder = await mkdtemp(path.join(tmpdir(), 'interlude-pages-'))
  const { body } = await leslie.post('/api/v1/clips', await shortLesson(folder))
  await rm(folder, { recursive: true })
  clipId = body.id
  const state = async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state
  await vi.waitUntil(async () => (await state()) === 'ready', { timeout: 120_000, interval: 200 })
  await leslie.patch(`/api/v1/clips/${clipId}`, {
    ...{ title: 'Partner talk in fractions', tried: 'Waiting until three hands are up.' },
    question: 'Who speaks, and who does not yet?',
  })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  for (const [at, who] of [ana, liz, ana].entries()) {
    await who.post(`/api/v1/clips/${clipId}/threads`, {
      ...{
        cohortId: maple,
        kind: at === 1 ? 'wonder' : 'notice',
        startMs: 400 * at,
        clientKey: `page-key-${at}`,
      },
      body: 'He asks, waits for a long while, and lets somebody answer who has not said anything yet.',
    })
  }
  await leslie.post(`/api/v1/clips/${clipId}/notes`, {
    startMs: 700,
    body: 'Ask Ana.',
    clientKey: 'page-note',
  })
  const between = await betweenMeetings()
  ids = { clipId, cohortId: maple, personId: ana.viewer.personId, ...between, ...(await library()) }
})

/** A meeting to come with something to do before it, a cycle of inquiry, and a pair that coaches. */
async function betweenMeetings(): Promise<
  Record<'meetingId' | 'assignmentId' | 'cycleId' | 'pairId', string>
> {
  const { liz, leslie, maple } = stage.cast
  const of = async (path: string, body: object): Promise<string> =>
    (await liz.post(`/api/v1/cohorts/${maple}/${path}`, body)).body.id ?? expect.fail(`no ${path}`)
  const startsOn = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
  const meetingId = await of('meetings', {
    ...{ startsOn, startsAt: '15:30', minutes: 120, mode: 'hybrid', place: 'Room 12, on the second floor' },
    ...{ link: 'https://meet.example.org/maple', agenda: 'Two moments of Leslie’s clip' },
  })
  const cycleId = await of('cycles', { question: 'Who speaks, and who does not yet?' })
  await liz.patch(`/api/v1/cycles/${cycleId}`, { firstClipId: clipId })
  const assignmentId = await of('assignments', {
    ...{ clipIds: [clipId], protocol: { key: 'notice-and-wonder' }, forMeetingId: meetingId, cycleId },
    words: 'Watch it twice before you write.',
  })
  const members = [
    { personId: liz.viewer.personId, part: 'facilitator' as const },
    { personId: leslie.viewer.personId, part: 'participant' as const },
  ]
  const { organisationId } = liz.viewer
  const pair = { organisationId, name: 'Wait time', focus: null, kind: 'coaching' as const, members }
  const pairId = await createCohort(stage.platform.db, pair)
  return { meetingId, assignmentId, cycleId, pairId }
}

/** Leslie’s clip as an exemplar that stands in a collection, with one on its way beside it. */
async function library(): Promise<Record<'exemplarId' | 'collectionId', string>> {
  const { liz, leslie } = stage.cast
  const id = (await exemplarOf(stage.platform, leslie, { clipId: clipId as ClipId, by: liz, ...card })).id
  await exemplarOf(stage.platform, leslie, { by: liz, state: 'asked', title: 'Number talk' })
  await liz.post(`/api/v1/exemplars/${id}/notes`, {
    ...{ startMs: 500, body: 'He counts to five.', cutNo: 1, clientKey: 'page-teaching-note' },
  })
  await liz.post('/api/v1/terms', { kind: 'practice', name: 'Wait time' })
  const { body } = await liz.post('/api/v1/collections', {
    ...{ title: 'Waiting well', introduction: 'Begin with the silence.', clientKey: 'page-collection' },
  })
  await liz.post(`/api/v1/collections/${body.id}/items`, { exemplarId: id })
  return { exemplarId: id, collectionId: body.id }
}

const card = {
  ...{ title: 'Partner talk in fractions', contentArea: 'mathematics', gradeBand: '3-5' },
  ...{ goal: 'Students explain why two fractions are equal.', cameBefore: 'Five minutes alone.' },
  ...{ questions: ['Where would you have spoken?'], protocolKey: 'notice-and-wonder' },
}

afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
})

interface Look {
  readonly name: string
  readonly language: 'en' | 'es'
  readonly options: NonNullable<Parameters<Browser['newContext']>[0]>
}

const looks: readonly Look[] = [
  {
    name: 'phone-light-es',
    language: 'es',
    options: { viewport: phone, colorScheme: 'light', hasTouch: true },
  },
  { name: 'desktop-dark-en', language: 'en', options: { viewport: desktop, colorScheme: 'dark' } },
  // As 400 % of a window of 1280 by 1024 is laid out (WCAG 2.2, 1.4.10).
  { name: 'zoomed-light-en', language: 'en', options: { viewport: { width: 320, height: 256 } } },
  {
    name: 'forced-colours-en',
    language: 'en',
    options: { viewport: desktop, forcedColors: 'active', colorScheme: 'dark' },
  },
]

/** Liz facilitates, and is shown what those who do are shown. */
function whose(at: string): 'dana' | 'leslie' | 'liz' {
  if (/^\/(administration|privacy)/.test(at)) return 'dana'
  const isFacilitators =
    /^\/(cohorts|meetings|assignments|cycles|coaching|collections)\b|^\/exemplars(\/terms)?$/
  return isFacilitators.test(at) ? 'liz' : 'leslie'
}

/** Every page there is, as the person sees it whose page it is. A new one is here by itself. */
const visits = pages
  .filter(({ path: at }) => at !== '/sign-in')
  .map(({ path: at }) => ({
    at,
    who: whose(at),
  }))

const addressOf = (at: string): string =>
  at
    .replace('coaching/:cohortId', `coaching/${ids.pairId}`)
    .replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? expect.fail(`there is no ${name}`))

describe.each(looks)('every page as $name', (look) => {
  const { name, language, options } = look
  test.each(['leslie', 'liz', 'dana'] as const)(
    'of %s has no fault that axe finds, no scrolling aside, one heading',
    async (who) => {
      const { page, complaints, context } = await signedIn(browser, stage.baseUrl, stage.cast[who], options)
      await context.addCookies([{ name: 'interlude.language', value: language, url: stage.baseUrl }])
      const faults: Record<string, unknown> = {}
      for (const { at } of visits.filter((visit) => visit.who === who)) {
        await page.goto(addressOf(at))
        await settled(page)
        if (screens) await picture(page, `${name}${at.replaceAll(/[/:]+/g, '-')}`)
        const found = await faultsOf(page, look)
        if (found.length > 0) faults[at] = found
      }
      await context.close()
      expect(faults).toEqual({})
      // A month of which nothing was counted is said in words on the page.
      expect(complaints.filter((text) => !text.includes('/reports/participation'))).toEqual([])
    },
  )
})

async function faultsOf(page: Page, { language, options }: Look): Promise<string[]> {
  // Where the browser takes the reader's own colours, axe still counts with ours.
  const without = options.forcedColors ? ['color-contrast'] : []
  const faults = await barriers(page, { without, bestPractice: true })
  const { lang, headings, keys } = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    // A message that was not fetched is shown as its key.
    keys: document.body.innerText.match(/\b[a-z][a-z-]+\.[a-z]+(-[a-z]+)+\b/g) ?? [],
  }))
  if (lang !== language) faults.push(`speaks ${lang}`)
  if (headings !== 1) faults.push(`has ${headings} main headings`)
  if (keys.length > 0) faults.push(`says ${keys}`)
  return faults
}

async function picture(page: Page, name: string): Promise<void> {
  await mkdir(`${screens}`, { recursive: true })
  await page.screenshot({ path: path.join(`${screens}`, `${name}.png`), fullPage: true })
}
