import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { erasePerson } from '../../src/my-data/erase-person.ts'
import { planDigests } from '../../src/notices/plan-digests.ts'
import { sendDigest } from '../../src/notices/send-digest.ts'
import type { DigestId } from '../../src/platform/ids.ts'
import type { Mail } from '../../src/platform/mail/mailer.ts'
import { assignmentOf, join, start } from '../support/assignments.ts'
import type { Person } from '../support/cast.ts'
import { type MailServer, openMailServer, type Received } from '../support/mail-server.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { happenings, hours } from './happenings.ts'

let server: MailServer & AsyncDisposable
let stage: Stage
let happens: ReturnType<typeof happenings>
beforeAll(async () => {
  server = await openMailServer()
})
afterAll(() => server[Symbol.asyncDispose]())
beforeEach(async () => {
  server.received.length = 0
  server.refuses.clear()
  stage = await openStage({ env: { SMTP_URL: server.url, PUBLIC_URL: 'https://interlude.example' } })
  happens = happenings(stage)
  return () => stage.close()
})

const dayMs = 86_400_000
/** A Wednesday to come, at 16:30 in Chicago, where the cast is: what happened until then is this week's. */
function afternoon(): Date {
  const day = new Date(Math.ceil(Date.now() / dayMs) * dayMs)
  while (day.getUTCDay() !== 3) day.setTime(day.getTime() + dayMs)
  const at = new Date(`${day.toISOString().slice(0, 10)}T16:30:00-06:00`)
  const inSummer = new Intl.DateTimeFormat('en', {
    timeZone: 'America/Chicago',
    hour: 'numeric',
    hourCycle: 'h23',
  })
  return inSummer.format(at) === '17' ? hours(-1, at) : at
}

const setUp = () => sql`update organisations set zone = 'America/Chicago'`.execute(stage.platform.db)
const quiet = (from: string, until: string) =>
  sql`insert into work_agreements (organisation_id, id, quiet_from, quiet_until)
    values (${stage.cast.leslie.viewer.organisationId}, gen_random_uuid(), ${from}, ${until})`.execute(
    stage.platform.db,
  )
const choose = (who: Person, rhythm: string) =>
  who.send('PUT', '/api/v1/me/notice-settings', { body: { rhythm } })
const plan = (now: Date) => planDigests(stage.platform.db, AbortSignal.timeout(60_000), now)
const waiting = () =>
  stage.platform.db
    .selectFrom('outbox')
    .select(['payload', 'notBefore', 'onceKey'])
    .where('job', '=', 'notices.mail-digest')
    .orderBy('id')
    .execute()
const planned = async (who: Person) =>
  stage.platform.db
    .selectFrom('digests')
    .selectAll()
    .where('personId', '=', who.viewer.personId)
    .orderBy('plannedAt')
    .orderBy('slot')
    .execute()
const send = async (who: Person, now: Date) => {
  for (const { id } of await planned(who)) await sendDigest(stage.platform, id as DigestId, now)
}
const mailsTo = (who: Person): Received[] => server.received.filter(({ to }) => to === who.email)
const somethingHappens = async () => {
  await happens.meetingChange(stage.cast.liz, await happens.meeting(stage.cast.liz, hours(24 * 20)))
}

describe('a digest', () => {
  test('INV-32: says who, where and a link in both languages, and nothing that was said or titled', async () => {
    await setUp()
    const { leslie, ana, liz } = stage.cast
    const clipId = await happens.sharedClip(leslie, 'Secret fractions')
    const { threadId } = await happens.say(ana, clipId, 'secret first words')
    await happens.mention(await happens.answer(liz, threadId, 'secret answer'), ana)
    const { id } = await happens.assignment(liz)
    await happens.nudge(liz, id, ana)
    const now = afternoon()
    await plan(now)
    await send(ana, now)
    const [mail] = mailsTo(ana)
    expect(mailsTo(ana)).toHaveLength(1)
    expect(mail?.subject).toBe('Interlude: 4 things for you / hay 4 novedades para usted')
    expect(mail?.raw).not.toMatch(/secret/i)
    for (const words of [
      'Hello Ana,',
      'Liz mentioned you in Maple Street.',
      'Leslie shared a clip with Maple Street.',
      'Liz would be glad of a thought of yours in Maple Street, by ',
      'Hola, Ana:',
      'Liz le mencionó en Maple Street.',
      `https://interlude.example/clips/${clipId}?c=${threadId}`,
      `https://interlude.example/assignments/${id}`,
      'https://interlude.example/me',
    ]) {
      expect(mail?.text).toContain(words)
    }
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail?.headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8/)
    const [digest] = await planned(ana)
    expect(mail?.headers.get('message-id')).toBe(`<digest.${digest?.id}@interlude.example>`)
    expect(digest?.sentAt).not.toBeNull()
  })

  test('names clips and begins what was said where the organisation lets it', async () => {
    await setUp()
    const { leslie, ana, dana, liz } = stage.cast
    expect((await dana.patch('/api/v1/organisation', { mailSays: 'details' })).status).toBe(200)
    expect((await ana.patch('/api/v1/organisation', { mailSays: 'little' })).status).toBe(403)
    const clipId = await happens.sharedClip(leslie, 'Fractions\r\nBcc: eve@there.example')
    await happens.say(ana, clipId, 'look at how Mia waits')
    const pair = await happens.pair(liz, leslie)
    await happens.entry(liz, pair, 'between us')
    await happens.meetingChange(liz, await happens.meeting(liz, hours(999), pair), 'planned', {
      cohortId: pair,
    })
    const now = afternoon()
    await plan(now)
    await send(leslie, now)
    const [mail] = mailsTo(leslie)
    expect(mail?.text).toContain('“Fractions Bcc: eve@there.example”')
    expect(mail?.text).toContain('“look at how Mia waits”')
    expect(mail?.headers.has('bcc')).toBe(false)
    // Of what two people keep between them not even who and where, and once.
    expect(mail?.raw).not.toMatch(/between us|two of us|Liz|coaching/)
    expect(mail?.text.match(/There is something new for you\./g)).toHaveLength(1)
  })

  test('is not sent where there is nothing to tell, or it was seen already', async () => {
    await setUp()
    const { ana, leslie, liz } = stage.cast
    await somethingHappens()
    const [notice] = (await ana.get('/api/v1/notices')).body.items
    await ana.send('PUT', '/api/v1/notices/seen', { body: { until: notice.at } })
    const now = afternoon()
    await plan(now)
    for (const who of [ana, leslie, liz]) await send(who, now)
    expect(server.received.map(({ to }) => to)).toEqual([leslie.email])
    for (const who of [ana, liz]) expect(await planned(who)).toMatchObject([{ sentAt: null, skippedAt: now }])
  })

  test('tells what was not told before, and nothing twice', async () => {
    await setUp()
    const { ana } = stage.cast
    await somethingHappens()
    const now = afternoon()
    await plan(now)
    await send(ana, now)
    await send(ana, now)
    for (const days of [1, 2]) {
      await plan(hours(24 * days, now))
      await send(ana, hours(24 * days, now))
    }
    expect(mailsTo(ana)).toHaveLength(1)
    expect((await planned(ana)).map(({ slot }) => slot.split(' ')[0])).toEqual(['daily', 'daily', 'daily'])
  })

  test('is composed through the reach of the moment it is sent at', async () => {
    await setUp()
    const { leslie, ana, liz, maple } = stage.cast
    const [revoked, kept] = [await happens.sharedClip(leslie), await happens.sharedClip(leslie)]
    await happens.assignment(liz)
    const now = afternoon()
    await plan(now)
    const grants = (await leslie.get(`/api/v1/clips/${revoked}`)).body.grants
    await leslie.delete(`/api/v1/clips/${revoked}/grants/${grants[0].id ?? grants[0].cohort.id}`)
    await send(ana, now)
    expect(mailsTo(ana)[0]?.text).toContain(kept)
    expect(mailsTo(ana)[0]?.text).not.toContain(revoked)
    await sql`update memberships set left_at = now() where person_id = ${liz.viewer.personId} and cohort_id = ${maple}`.execute(
      stage.platform.db,
    )
    await send(liz, now)
    expect(mailsTo(liz)).toEqual([])
  })
})

describe('a sealed first look', () => {
  test('is not in a digest, and what was said before is', async () => {
    await setUp()
    const { leslie, ana, liz, ben, maple } = stage.cast
    await join(stage.platform.db, ben, maple)
    const clipId = await happens.sharedClip(leslie)
    const { threadId } = await happens.say(ana, clipId, 'before')
    await happens.answer(ben, threadId, 'before it began')
    const now = afternoon()
    await assignmentOf(stage.platform.db, liz, { cohortId: maple, clipIds: [clipId], lasts: '1000 hours' })
    const { status } = await start(ben, clipId, maple, { body: 'sealed' })
    expect(status).toBe(201)
    await happens.mention(
      (await ben.get(`/api/v1/clips/${clipId}/threads`)).body.items.at(-1).comments[0].id,
      ana,
    )
    await plan(now)
    await send(ana, now)
    expect(mailsTo(ana)).toHaveLength(1)
    expect(mailsTo(ana)[0]?.text).not.toContain('mentioned')
    expect(mailsTo(ana)[0]?.text).toContain('Ben spoke in a conversation of yours')
    // It is about her clip, so nothing is kept from Leslie.
    await send(leslie, now)
    expect(mailsTo(leslie)[0]?.text).toContain('Ben began a conversation about a clip of yours')
  })
})

describe('what a seal kept', () => {
  test('is in the first digest after it opened, though one before it was sent since it was said', async () => {
    await setUp()
    const { leslie, ana, liz, ben, maple } = stage.cast
    await join(stage.platform.db, ben, maple)
    const clipId = await happens.sharedClip(leslie)
    const now = afternoon()
    await assignmentOf(stage.platform.db, liz, { cohortId: maple, clipIds: [clipId], lasts: '1000 hours' })
    await start(ben, clipId, maple, { body: 'sealed', mentions: [ana.viewer.personId] })
    await plan(now)
    await send(ana, now)
    expect(mailsTo(ana)[0]?.text).not.toContain('mentioned')
    await sql`update digests set until = clock_timestamp()`.execute(stage.platform.db)
    await start(ana, clipId, maple)
    const next = hours(24, now)
    await plan(next)
    await send(ana, next)
    expect(mailsTo(ana)).toHaveLength(2)
    expect(mailsTo(ana)[1]?.text).toContain('Ben mentioned you in Maple Street.')
    await plan(hours(48, now))
    await send(ana, hours(48, now))
    expect(mailsTo(ana)).toHaveLength(2)
  })
})

describe('a rhythm', () => {
  test('is daily unless another is chosen, and begins with its next turn', async () => {
    await setUp()
    const { ana, leslie, liz, dana } = stage.cast
    expect((await ana.get('/api/v1/me/notice-settings')).body).toEqual({ rhythm: 'daily', refusal: null })
    expect((await choose(ana, 'never')).body).toEqual({ rhythm: 'never', refusal: null })
    await choose(leslie, 'weekly')
    expect((await choose(liz, 'hourly')).status).toBe(400)
    await somethingHappens()
    const now = afternoon()
    await plan(now)
    expect(await planned(ana)).toEqual([])
    expect((await planned(liz)).map(({ slot }) => slot)).toEqual([expect.stringMatching(/^daily /)])
    // In no cohort there is nothing to be told of.
    expect(await planned(dana)).toEqual([])
    // The week's turn was on Monday, before it was chosen, unless this is run at the weekend.
    const slots = (await planned(leslie)).map(({ slot }) => slot)
    expect(slots.every((slot) => slot.startsWith('weekly '))).toBe(true)
    const next = hours(24 * 7, now)
    await stage.platform.db
      .updateTable('meetingChanges')
      .set({ changedAt: sql`${hours(-24, next)}` })
      .execute()
    await plan(next)
    await send(leslie, next)
    expect(mailsTo(leslie)).toHaveLength(1)
  })

  test('before meetings tells of the meeting, and not of one that was cancelled since', async () => {
    await setUp()
    const { ana, liz } = stage.cast
    await choose(ana, 'before meetings')
    const now = afternoon()
    const meetingId = await happens.meeting(liz, hours(48, now))
    await plan(hours(-1, now))
    expect(await planned(ana)).toEqual([])
    await plan(now)
    await send(ana, now)
    expect(mailsTo(ana)).toHaveLength(1)
    expect(mailsTo(ana)[0]?.text).toMatch(/Maple Street meets on Friday, .* at 4:30/)
    expect(mailsTo(ana)[0]?.text).toMatch(/Maple Street se reúne el viernes, /)
    expect(mailsTo(ana)[0]?.text).toContain(`https://interlude.example/meetings/${meetingId}`)
    const next = hours(24 * 7, now)
    const second = await happens.meeting(liz, hours(48, next))
    await plan(next)
    await stage.platform.db
      .updateTable('meetings')
      .set({ cancelledAt: next, cancelledBy: liz.viewer.personId })
      .where('id', '=', second)
      .execute()
    await send(ana, next)
    expect(mailsTo(ana)).toHaveLength(1)
  })
})

describe('before two meetings', () => {
  test('INV-40: each is told of, once, at whatever hour it is planned', async () => {
    await setUp()
    const { ana, liz, leslie, oak } = stage.cast
    await choose(ana, 'before meetings')
    // Wednesday: of Thursday’s it was due on Tuesday, of Friday’s it is since half an hour.
    const now = afternoon()
    await happens.meeting(liz, hours(24, now))
    await happens.meeting(liz, hours(48, now), oak)
    await quiet('16:00', '07:00')
    await Promise.all([plan(now), plan(now)])
    const days = async () => (await planned(ana)).map(({ slot }) => slot.split(' ')[0])
    expect(await days()).toEqual(['meeting', 'meeting'])
    const ids = (await planned(ana)).map(({ id }) => id)
    for (const id of ids) {
      const [asked, ...others] = (await waiting()).filter(({ payload }) =>
        JSON.stringify(payload).includes(id),
      )
      expect(others).toEqual([])
      // Both wait for the first loud minute.
      expect(Math.abs((asked?.notBefore?.getTime() ?? 0) - Date.now() - 14.5 * 3_600_000)).toBeLessThan(
        60_000,
      )
    }
    const morning = hours(14.5, now)
    await Promise.all([send(ana, morning), send(ana, morning)])
    await plan(morning)
    await send(ana, morning)
    const mails = mailsTo(ana)
    expect(mails).toHaveLength(2)
    expect(mails.filter(({ text }) => /Maple Street meets on Thursday/.test(text))).toHaveLength(1)
    expect(mails.filter(({ text }) => /Oak Lane meets on Friday/.test(text))).toHaveLength(1)
    expect(mails.map(({ headers }) => headers.get('message-id')).sort()).toEqual(
      ids.map((id) => `<digest.${id}@interlude.example>`).sort(),
    )
    expect(mailsTo(leslie)).toEqual([])
  })

  test('one that is moved to another day is told of anew, and once there', async () => {
    await setUp()
    const { ana, liz } = stage.cast
    await choose(ana, 'before meetings')
    const now = afternoon()
    const moving = await happens.meeting(liz, hours(24, now))
    const stays = await happens.meeting(liz, hours(22, now))
    await plan(now)
    await send(ana, now)
    expect(mailsTo(ana)).toHaveLength(1)
    await stage.platform.db
      .updateTable('meetings')
      .set({ startsAt: hours(48, now), endsAt: hours(50, now) })
      .where('id', '=', moving)
      .execute()
    // The other one of Thursday is still to come, and nothing is left to tell of that day.
    for (const later of [1 / 6, 2 / 6, 3 / 6]) {
      await plan(hours(later, now))
      await send(ana, hours(later, now))
    }
    expect(mailsTo(ana)).toHaveLength(2)
    expect(mailsTo(ana)[0]?.text).toContain(stays)
    expect(mailsTo(ana)[1]?.text).toMatch(/Maple Street meets on Friday/)
    expect(mailsTo(ana)[1]?.text).not.toContain(stays)
  })
})

describe('in quiet hours', () => {
  test('INV-40: nothing is sent; what is due waits for the first minute after them', async () => {
    await setUp()
    await quiet('16:00', '07:00')
    await somethingHappens()
    const { ana } = stage.cast
    const now = afternoon()
    await plan(now)
    const morning = hours(14.5, now)
    const [digest] = await planned(ana)
    const hers = (await waiting()).filter(({ payload }) => JSON.stringify(payload).includes(`${digest?.id}`))
    expect(hers).toHaveLength(1)
    for (const { notBefore } of hers) {
      // The queue counts from its own clock: what was asked for is how long to wait.
      expect(Math.abs((notBefore?.getTime() ?? 0) - Date.now() - 14.5 * 3_600_000)).toBeLessThan(60_000)
    }
    const before = (await waiting()).length
    await send(ana, now)
    await send(ana, new Date(morning.getTime() - 1))
    expect(server.received).toEqual([])
    expect((await planned(ana))[0]).toMatchObject({ sentAt: null, skippedAt: null })
    // Each time it is asked for once more.
    expect((await waiting()).length).toBe(before + 2)
    await send(ana, morning)
    await send(ana, morning)
    expect(mailsTo(ana)).toHaveLength(1)
  })
})

describe('once', () => {
  test('INV-40: is planned by two at the same time, and sent by two at the same time', async () => {
    await setUp()
    await somethingHappens()
    const { ana, leslie } = stage.cast
    const now = afternoon()
    const counts = await Promise.all([plan(now), plan(now), plan(hours(0.2, now))])
    expect(counts.reduce((a, b) => a + b)).toBe(5)
    expect(await waiting()).toHaveLength(5)
    await Promise.all([send(ana, now), send(ana, now), send(leslie, now), send(ana, now)])
    expect(server.received.map(({ to }) => to).sort()).toEqual([ana.email, leslie.email].sort())
  })

  test('is what a mailbox sees where the sender dies after the server took it', async () => {
    await setUp()
    await somethingHappens()
    const { ana } = stage.cast
    const now = afternoon()
    await plan(now)
    const [digest] = await planned(ana)
    const { platform } = stage
    const dying = {
      ...platform,
      mailer: {
        ...platform.mailer,
        send: async (mail: Mail) => {
          await platform.mailer.send(mail)
          throw new Error('killed')
        },
      },
    }
    await expect(sendDigest(dying, digest?.id as DigestId, now)).rejects.toThrow('killed')
    await send(ana, now)
    const mails = mailsTo(ana)
    expect(mails).toHaveLength(2)
    expect(new Set(mails.map(({ headers }) => headers.get('message-id'))).size).toBe(1)
    expect(mails[0]?.text).toBe(mails[1]?.text)
    await send(ana, now)
    expect(mailsTo(ana)).toHaveLength(2)
  })
})

describe('who is erased', () => {
  test('leaves nothing of how they were written to, and what was planned is not sent', async () => {
    await setUp()
    await somethingHappens()
    const { ana } = stage.cast
    const { organisationId, personId } = ana.viewer
    const { db } = stage.platform
    await choose(ana, 'daily')
    await db
      .insertInto('mailRefusals')
      .values({ organisationId, personId, email: 'ana@old.example', reply: '550' })
      .execute()
    const now = afternoon()
    await plan(now)
    const [digest] = await planned(ana)
    expect(digest).toBeDefined()
    await db.transaction().execute((trx) => erasePerson(trx, personId))
    for (const table of ['noticeSettings', 'digests', 'mailRefusals'] as const) {
      expect(await db.selectFrom(table).selectAll().where('personId', '=', personId).execute()).toEqual([])
    }
    await sendDigest(stage.platform, digest?.id as DigestId, now)
    expect(mailsTo(ana)).toEqual([])
  })
})

describe('a refusal', () => {
  const refuse = (who: Person, code: number, reply: string, at: 'recipient' | 'text' = 'recipient') =>
    server.refuses.set(who.email, { code, reply, at })

  test.each<[string, number, string, 'recipient' | 'text']>([
    ['of the recipient', 550, '5.1.1 No such mailbox', 'recipient'],
    ['without an enhanced code', 553, 'never heard of them', 'recipient'],
    ['after the text', 550, '5.2.1 Mailbox disabled', 'text'],
  ])('%s for good is noted, shown, and mails stop until they ask again', async (_what, code, reply, at) => {
    await setUp()
    await somethingHappens()
    const { ana, leslie } = stage.cast
    refuse(ana, code, reply, at)
    const now = afternoon()
    await plan(now)
    for (const who of [ana, leslie]) await send(who, now)
    expect(mailsTo(leslie)).toHaveLength(1)
    const { refusal } = (await ana.get('/api/v1/me/notice-settings')).body
    expect(refusal.reply).toContain(reply)
    expect((await leslie.get('/api/v1/me/notice-settings')).body.refusal).toBeNull()
    await plan(hours(24, now))
    expect(await planned(ana)).toHaveLength(1)
    server.refuses.clear()
    expect((await ana.delete('/api/v1/me/mail-refusal')).status).toBe(204)
    await plan(hours(24, now))
    await send(ana, hours(24, now))
    // What could not be told then is told now.
    expect(mailsTo(ana)).toHaveLength(1)
  })

  test('is over with the address', async () => {
    await setUp()
    await somethingHappens()
    const { ana } = stage.cast
    refuse(ana, 550, '5.1.1 No such mailbox')
    const now = afternoon()
    await plan(now)
    await send(ana, now)
    await sql`update people set email = 'ana@new.example' where id = ${ana.viewer.personId}`.execute(
      stage.platform.db,
    )
    expect((await ana.get('/api/v1/me/notice-settings')).body.refusal).toBeNull()
    await plan(hours(24, now))
    await send(ana, hours(24, now))
    expect(server.received.map(({ to }) => to)).toEqual(['ana@new.example'])
  })

  test.each<[string, number, string, 'recipient' | 'text']>([
    ['for now', 450, '4.2.0 Try later', 'recipient'],
    ['of us, not of them', 550, '5.7.1 Relaying denied', 'recipient'],
    ['of what is written', 554, '5.6.0 Looks like spam', 'text'],
  ])('%s is no reason to give an address up: it is tried again', async (_what, code, reply, at) => {
    await setUp()
    await somethingHappens()
    const { ana } = stage.cast
    refuse(ana, code, reply, at)
    const now = afternoon()
    await plan(now)
    await expect(send(ana, now)).rejects.toThrow()
    expect((await ana.get('/api/v1/me/notice-settings')).body.refusal).toBeNull()
    server.refuses.clear()
    await send(ana, now)
    expect(mailsTo(ana)).toHaveLength(1)
  })
})

describe('to have no more of them', () => {
  async function unsubscribeHeader(who: Person): Promise<string> {
    await setUp()
    await somethingHappens()
    const now = afternoon()
    await plan(now)
    await send(who, now)
    const { headers } = mailsTo(who)[0] as Received
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    const link = /^<https:\/\/interlude\.example(\/\S+)>$/.exec(headers.get('list-unsubscribe') ?? '')?.[1]
    if (!link) throw new Error('no link')
    return link
  }

  test('a mail program posts a form, without signing in (RFC 8058)', async () => {
    const { ana, nobody, leslie } = stage.cast
    const link = await unsubscribeHeader(ana)
    const form = (body: string | FormData, headers = {}) =>
      nobody.fetch(link, { method: 'POST', body, headers })
    const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await form('List-Unsubscribe=One-Click', urlencoded)).status).toBe(204)
    expect((await ana.get('/api/v1/me/notice-settings')).body.rhythm).toBe('never')
    const multipart = new FormData()
    multipart.set('List-Unsubscribe', 'One-Click')
    expect((await form(multipart)).status).toBe(204)
    expect((await leslie.get('/api/v1/me/notice-settings')).body.rhythm).toBe('daily')
    // What was planned before is not sent after.
    await choose(leslie, 'never')
    await send(leslie, afternoon())
    expect(mailsTo(leslie)).toEqual([])
  })

  test('looking at the link does nothing but lead to the page, which posts its token', async () => {
    const { ana, nobody } = stage.cast
    const link = await unsubscribeHeader(ana)
    const looked = await nobody.fetch(link, { redirect: 'manual' })
    expect(looked.status).toBe(302)
    const token = new URL(link, 'https://interlude.example').searchParams.get('token')
    expect(looked.headers.get('location')).toBe(`/notices/unsubscribe#${token}`)
    expect(mailsTo(ana)[0]?.text).toContain(`https://interlude.example/notices/unsubscribe#${token}`)
    expect((await ana.get('/api/v1/me/notice-settings')).body.rhythm).toBe('daily')
    expect((await nobody.post('/api/v1/notices/unsubscription', { token })).status).toBe(204)
    expect((await ana.get('/api/v1/me/notice-settings')).body.rhythm).toBe('never')
  })

  test('a token that is not ours, or is another’s, does nothing', async () => {
    const { ana, leslie, nobody } = stage.cast
    const token = new URL(await unsubscribeHeader(ana), 'https://x.example').searchParams.get('token') ?? ''
    const forged = `${leslie.viewer.personId}.${token.split('.')[1]}`
    for (const wrong of [forged, `${token}x`, leslie.viewer.personId, '.', token.split('.')[1] ?? '']) {
      const { status, body } = await nobody.post('/api/v1/notices/unsubscription', { token: wrong })
      expect([status, body.code]).toEqual([404, 'wrong-unsubscribe-link'])
    }
    expect((await leslie.get('/api/v1/me/notice-settings')).body.rhythm).toBe('daily')
  })
})
