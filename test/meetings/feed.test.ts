import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FeedMeeting } from '../../src/meetings/find-feed-meetings.ts'
import { type FeedDay, writeFeed } from '../../src/meetings/write-feed.ts'
import type { MeetingId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { cohortOf, plan } from './planning.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.platform.db
    .updateTable('organisations')
    .set({ zone: 'America/Chicago' })
    .where('id', '=', stage.cast.liz.viewer.organisationId)
    .execute()
})
afterAll(() => stage.close())

/** As a calendar reads it: by the zones that stand in it, and by nothing that it knows of itself. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zones = new Map(
    calendar
      .getAllSubcomponents('vtimezone')
      .map((zone) => [String(zone.getFirstPropertyValue('tzid')), new ICAL.Timezone(zone)]),
  )
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const value = (name: string) => component.getFirstPropertyValue(name)
    const at = (name: string) => {
      const time = value(name) as ICAL.Time
      const zone = component.getFirstProperty(name)?.getFirstParameter('tzid')
      if (zone) time.zone = zones.get(zone) ?? fail(`no zone ${zone}`)
      return time
    }
    return {
      uid: String(value('uid')),
      starts: at('dtstart'),
      ends: at('dtend'),
      summary: String(value('summary')),
      location: value('location'),
      description: String(value('description')),
      status: String(value('status')),
      sequence: Number(value('sequence')),
      stamp: (value('dtstamp') as ICAL.Time).toJSDate(),
      class: String(value('class')),
      transp: String(value('transp')),
    }
  })
  return { calendar, events }
}
const fail = (why: string): never => {
  throw new Error(why)
}

const feedPath = async (who: Person): Promise<string> =>
  new URL((await who.put('/api/v1/me/feed')).body.url).pathname

const eventsOf = async (path: string) => {
  const { status, body } = await stage.cast.nobody.get(path)
  expect(status).toBe(200)
  return read(body).events
}

describe('the feed', () => {
  test('is read back by another library: times, words, places, states and their numbers', async () => {
    const { liz, nobody } = stage.cast
    const who = await newcomer(stage, ['teacher'], { name: 'Feeda' })
    const cohortId = await cohortOf(stage, [liz, who])
    const place = `Room 4, “Ñandú”; 2nd floor \\ left\nask for Señora Muñoz 🎓 ${'and then on and on '.repeat(8)}`
    const { body: winter } = await plan(liz, cohortId, { place, link: 'https://meet.example/a?b=1,2;c' })
    const { body: spring } = await plan(liz, cohortId, {
      startsOn: '2027-03-17',
      link: 'https://meet.example/',
    })
    await plan(liz, cohortId, { startsOn: '2027-03-13', startsAt: '23:00', minutes: 300 })
    await liz.patch(`/api/v1/meetings/${spring.id}`, { startsAt: '16:00', agenda: 'never in a feed' })
    await liz.put(`/api/v1/meetings/${spring.id}/cancellation`)

    const path = await feedPath(who)
    const answer = await nobody.get(path)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const text = String(answer.body)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text).not.toContain('never in a feed')

    const { calendar, events } = read(text)
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0')
    expect(String(calendar.getFirstPropertyValue('prodid'))).toContain('Interlude')
    const [first, night, second] = events
    expect(events).toHaveLength(3)
    expect(first).toMatchObject({
      ...{ uid: `${winter.id}@interlude`, summary: 'Elm, Court; “Ñandú”', status: 'CONFIRMED' },
      ...{ sequence: 0, class: 'PRIVATE', transp: 'OPAQUE', location: place.trim() },
    })
    expect(first?.description.split('\n')).toEqual([
      'https://meet.example/a?b=1,2;c',
      expect.stringMatching(new RegExp(`/meetings/${winter.id}$`)),
    ])
    // By the clocks of the place, and by the zone that the file itself brings: on either side of a change.
    expect(first?.starts.toString()).toBe('2026-11-18T15:30:00')
    expect(first?.starts.toJSDate()).toEqual(new Date(winter.startsAt))
    expect(first?.ends.toJSDate()).toEqual(new Date(winter.endsAt))
    expect(night?.starts.toJSDate()).toEqual(new Date('2027-03-14T05:00:00Z'))
    expect(night?.ends.toString()).toBe('2027-03-14T05:00:00')
    expect(night?.ends.toJSDate()).toEqual(new Date('2027-03-14T10:00:00Z'))
    expect(second).toMatchObject({
      ...{ uid: `${spring.id}@interlude`, status: 'CANCELLED', sequence: 2, transp: 'TRANSPARENT' },
      location: 'https://meet.example/',
    })
    expect(second?.starts.toString()).toBe('2027-03-17T16:00:00')
    expect(second?.starts.toJSDate()).toEqual(new Date('2027-03-17T21:00:00Z'))

    // Brought back, the same entry counts on.
    await liz.delete(`/api/v1/meetings/${spring.id}/cancellation`)
    expect((await eventsOf(path))[2]).toMatchObject({ uid: second?.uid, status: 'CONFIRMED', sequence: 3 })
  })

  test('does not say by name that two people are in coaching', async () => {
    const { liz } = stage.cast
    const who = await newcomer(stage, ['teacher'], { name: 'Coached' })
    await plan(liz, await cohortOf(stage, [liz, who], 'coaching'))
    const path = await feedPath(who)
    expect((await eventsOf(path))[0]?.summary).toBe('Meeting')
    expect((await eventsOf(`${path}?language=es`))[0]?.summary).toBe('Reunión')
  })

  test('ends for a cohort with the membership, and altogether with the person’s time here', async () => {
    const { liz, dana, nobody } = stage.cast
    const who = await newcomer(stage, ['teacher'], { name: 'Leaver' })
    const [one, two] = [await cohortOf(stage, [liz, who]), await cohortOf(stage, [liz, who])]
    await plan(liz, one)
    await plan(liz, two, { startsOn: '2026-11-19' })
    const path = await feedPath(who)
    expect(await eventsOf(path)).toHaveLength(2)
    await who.delete(`/api/v1/cohorts/${one}/members/me`)
    expect(await eventsOf(path)).toHaveLength(1)
    const departure = `/api/v1/administration/people/${who.viewer.personId}/departure`
    expect((await dana.put(departure)).status).toBe(204)
    expect((await nobody.get(path)).status).toBe(404)
    // Nothing that was theirs comes back by itself.
    expect((await dana.delete(departure)).status).toBe(204)
    expect((await nobody.get(path)).status).toBe(404)
  })

  test('has one secret address, kept nowhere, and none after it was ended', async () => {
    const { nobody } = stage.cast
    const who = await newcomer(stage, ['teacher'], { name: 'Secretive' })
    expect((await who.get('/api/v1/me/feed')).body).toEqual({ createdAt: null })
    const first = await feedPath(who)
    expect((await who.get('/api/v1/me/feed')).body).toEqual({ createdAt: expect.any(String) })
    expect((await nobody.get(first.replace(/\.ics$/, ''))).status).toBe(200)
    const second = await feedPath(who)
    expect(second).not.toBe(first)
    expect((await nobody.get(first)).status).toBe(404)
    expect((await nobody.get(second)).status).toBe(200)
    const kept = JSON.stringify(await stage.platform.db.selectFrom('feedTokens').selectAll().execute())
    expect(kept).not.toContain(second.slice(-20, -4))
    expect((await who.delete('/api/v1/me/feed')).status).toBe(204)
    expect((await who.delete('/api/v1/me/feed')).status).toBe(204)
    const gone = await nobody.get(second)
    expect(gone).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(gone.headers.get('cache-control')).toContain('no-store')
    expect((await who.get('/api/v1/me/feed')).body).toEqual({ createdAt: null })
  })

  test('answers 404 to whatever else is asked, and its secret opens nothing else', async () => {
    const { liz, nobody } = stage.cast
    const secret = (await feedPath(liz)).split('/').at(-1)?.replace('.ics', '') ?? ''
    const token = liz.token
    for (const wrong of [
      'x',
      `${secret}x`,
      secret.slice(0, -1),
      `${secret}.ics.ics`,
      token,
      '%00',
      "' or ''='",
    ]) {
      expect((await nobody.get(`/api/v1/feeds/${wrong}`)).status).toBe(404)
    }
    expect((await nobody.get('/api/v1/me/meetings', { authorization: `Bearer ${secret}` })).status).toBe(401)
  })

  test('of many who ask for a new address at once, the last one’s holds', async () => {
    const { nobody } = stage.cast
    const who = await newcomer(stage, ['teacher'], { name: 'Hasty' })
    const paths = await Promise.all(Array.from({ length: 6 }, () => feedPath(who)))
    const answers = await Promise.all(paths.map((path) => nobody.get(path)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404, 404])
  })
})

describe('what is written', () => {
  const meetingAt = (startsAt: string, zone: string): FeedMeeting => ({
    ...{ id: `id-${startsAt}` as MeetingId, startsAt: new Date(startsAt), zone, place: null, link: null },
    endsAt: new Date(Date.parse(startsAt) + 7_200_000),
    ...{ changeNo: 0, cancelledAt: null, createdAt: new Date(), changedAt: null },
    ...{ cohort: 'Elm', kind: 'cohort' },
  })
  const feed = (meetings: FeedMeeting[], days: FeedDay[] = []) =>
    read(writeFeed({ meetings, days, language: 'en', publicUrl: 'https://interlude.example' })).events

  test.each([
    'America/Chicago',
    'America/Phoenix',
    'Europe/Madrid',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'UTC',
  ])('is the same instant on every day of two years in %s', (zone) => {
    const meetings = Array.from({ length: 730 }, (_, n) =>
      meetingAt(
        new Date(Date.parse('2026-08-15T05:30:00Z') + n * (86_400_000 + 1_980_000)).toISOString(),
        zone,
      ),
    )
    const events = feed(meetings)
    for (const [n, { startsAt, endsAt }] of meetings.entries()) {
      expect(events[n]?.starts.toJSDate()).toEqual(startsAt)
      expect(events[n]?.ends.toJSDate()).toEqual(endsAt)
    }
  })

  test('may hold days that others add, of the whole day in their zone', () => {
    const due: FeedDay = {
      ...{ id: 'assignment-1', at: new Date('2026-11-18T02:00:00Z'), zone: 'America/Chicago' },
      ...{ summary: 'Due 20:00: Elm', path: '/assignments/1', changedAt: new Date(), changeNo: 3 },
      isCancelled: true,
    }
    const [event] = feed([], [due])
    expect(event).toMatchObject({
      ...{ uid: 'assignment-1@interlude', summary: 'Due 20:00: Elm', status: 'CANCELLED', sequence: 3 },
      description: 'https://interlude.example/assignments/1',
    })
    expect(event?.starts.isDate).toBe(true)
    expect(event?.starts.toString()).toBe('2026-11-17')
    expect(event?.ends.toString()).toBe('2026-11-18')
  })
})
