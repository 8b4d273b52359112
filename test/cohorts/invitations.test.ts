import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import { endMembership } from '../../src/cohorts/end-membership.ts'
import { forgetInvitations } from '../../src/cohorts/forget-invitations.ts'
import { holdCohort } from '../../src/cohorts/hold-cohort.ts'
import type { Kind } from '../../src/cohorts/kinds.ts'
import { mailInvitation } from '../../src/cohorts/mail-invitation.ts'
import type { CohortId, InvitationId } from '../../src/platform/ids.ts'
import { type Person, password } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { mailsTo, secretOf } from '../support/mails.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker } from '../support/worker.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

let count = 0
const address = () => `guest.${count++}@mail.example`

const cohortWith = (facilitator: Person, kind: Kind = 'cohort') =>
  createCohort(stage.platform.db, {
    organisationId: facilitator.viewer.organisationId,
    name: 'Elm Court',
    focus: 'Who explains?',
    kind,
    members: [{ personId: facilitator.viewer.personId, part: 'facilitator' }],
  })

const invite = (who: Person, cohortId: CohortId, email: string, more = {}) =>
  who.post(`/api/v1/cohorts/${cohortId}/invitations`, { email, name: 'Noor', ...more })
const preview = (token: string) => stage.cast.nobody.post('/api/v1/invitations/preview', { token })
const accept = (token: string, more = {}) =>
  stage.cast.nobody.post('/api/v1/invitations/accept', { token, ...more })
/** Invites and answers the link's secret. */
const invited = async (who: Person, cohortId: CohortId, email: string, more = {}) =>
  secretOf(stage, (await invite(who, cohortId, email, more)).body)

const newPassword = 'a password of my own'

const members = (cohortId: CohortId) =>
  stage.platform.db
    .selectFrom('memberships')
    .select(['personId', 'part'])
    .where('cohortId', '=', cohortId)
    .where('leftAt', 'is', null)
    .execute()

const dead = {
  status: 404,
  code: 'not-found',
  detail: 'This link does not work (any more). Please ask whoever invited you for a new one.',
}
const expectDead = async (token: string) => {
  for (const { body } of [await preview(token), await accept(token, { password: newPassword })]) {
    expect(body).toMatchObject(dead)
  }
}

describe('an invitation into a cohort', () => {
  test('brings somebody new into organisation and cohort, who then signs in with the password they chose', async () => {
    const { liz, nobody } = stage.cast
    const cohortId = await cohortWith(liz)
    const email = address()
    const { status, body } = await invite(liz, cohortId, email.toUpperCase(), { words: 'Come and see.' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ email, name: 'Noor', cohort: { id: cohortId }, part: 'participant', roles: [], sentAt: null },
      invitedBy: { id: liz.viewer.personId, name: 'Liz' },
    })
    const token = await secretOf(stage, body)
    const shown = await preview(token)
    expect(shown.headers.get('cache-control')).toBe('no-store')
    expect(shown.body).toEqual({
      ...{ organisation: 'Here', invitedBy: 'Liz', words: 'Come and see.', name: 'Noor' },
      cohort: { name: 'Elm Court', kind: 'cohort', focus: 'Who explains?' },
      ...{ email: 'g…@mail.example', needsPassword: true, expiresAt: expect.any(String) },
    })
    const missing = await accept(token)
    expect([missing.status, missing.body.code]).toEqual([400, 'password-missing'])
    const { body: accepted } = await accept(token, { name: 'Noor H.', password: newPassword })
    expect(accepted).toEqual({
      organisationId: liz.viewer.organisationId,
      cohortId,
      personId: expect.any(String),
    })
    expect(await members(cohortId)).toContainEqual({ personId: accepted.personId, part: 'participant' })
    const signedIn = await nobody.post('/api/auth/sign-in/email', { email, password: newPassword })
    const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';')[0])
    const { body: me } = await nobody.get('/api/v1/me', { cookie: cookie.join('; ') })
    expect(me).toMatchObject({ id: accepted.personId, name: 'Noor H.', email, roles: ['teacher'] })
    const verified = await stage.platform.pool.query(
      'select email_verified from auth_users where email = $1',
      [email],
    )
    expect(verified.rows).toEqual([{ email_verified: true }])
    await expectDead(token)
  })

  test('is mailed by a worker with a secret of which only the hash is kept, and with nothing that was said', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortWith(liz)
    const email = address()
    const worker = await startWorker(stage)
    try {
      const { body } = await invite(liz, cohortId, email, { words: 'Secret words' })
      await until(async () => (await mailsTo(stage, email)).length === 1)
      const sent = async () =>
        (await stage.platform.pool.query('select * from invitations where id = $1', [body.id])).rows[0]
      await until(async () => (await sent()).sent_at !== null)
      const [mail = ''] = await mailsTo(stage, email)
      const secret = /\/invitation#([\w-]+)/.exec(mail.replaceAll(/=\r?\n/g, ''))?.[1] ?? ''
      expect(
        createHash('sha256')
          .update(secret)
          .digest()
          .equals((await sent()).token_hash),
      ).toBe(true)
      expect(mail).not.toMatch(/Secret words|Elm Court/)
      const { rows } = await stage.platform.pool.query(
        'select to_jsonb(outbox)::text as row from outbox union select to_jsonb(invitations)::text from invitations',
      )
      expect(rows.filter(({ row }) => row.includes(secret))).toEqual([])
      // The same job again finds it sent.
      await mailInvitation(stage.platform, body.id)
      expect(await mailsTo(stage, email)).toHaveLength(1)
    } finally {
      await worker.stop()
    }
  })

  test('a mail server that refuses leaves it to be sent by the next try', async () => {
    const { liz } = stage.cast
    const email = address()
    const { body } = await invite(liz, await cohortWith(liz), email)
    const broken = {
      ...stage.platform,
      mailer: { send: () => Promise.reject(new Error('no')), close: () => undefined },
    }
    await expect(mailInvitation(broken, body.id)).rejects.toThrow('no')
    expect((await accept(await secretOf(stage, body), { password: newPassword })).status).toBe(200)
  })

  test('lets exactly one of many in who accept at once, with one person and one membership', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortWith(liz)
    const token = await invited(liz, cohortId, address())
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => accept(token, { password: newPassword })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404, 404])
    expect(await members(cohortId)).toHaveLength(2)
  })

  test('two for one mailbox, accepted at once, make one person in both cohorts', async () => {
    const { liz } = stage.cast
    for (let round = 0; round < 3; round++) {
      const email = address()
      const cohorts = [await cohortWith(liz), await cohortWith(liz)]
      const tokens: string[] = []
      for (const cohortId of cohorts) tokens.push(await invited(liz, cohortId, email))
      const answers = await Promise.all(tokens.map((token) => accept(token, { password: newPassword })))
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      expect(new Set(answers.map(({ body }) => body.personId)).size).toBe(1)
      for (const cohortId of cohorts) expect(await members(cohortId)).toHaveLength(2)
    }
  })

  test('joins as the person they already are, without a password, and doubles nothing', async () => {
    const { liz, ben } = stage.cast
    const cohortId = await cohortWith(liz)
    const token = await invited(liz, cohortId, 'Ben@here.example')
    expect((await preview(token)).body.needsPassword).toBe(false)
    const first = await accept(token, { name: 'Somebody else', password: 'an attempt to change it' })
    expect(first.body).toMatchObject({ personId: ben.viewer.personId, cohortId })
    expect((await ben.get('/api/v1/me')).body).toMatchObject({ name: 'Ben', roles: ['teacher'] })
    const signIn = (given: string) =>
      stage.cast.nobody.post('/api/auth/sign-in/email', { email: ben.email, password: given })
    expect((await signIn('an attempt to change it')).status).toBe(401)
    expect((await signIn(password)).status).toBe(200)

    const again = await invited(liz, cohortId, ben.email, { part: 'facilitator' })
    expect((await accept(again)).status).toBe(200)
    expect(await members(cohortId)).toEqual([
      { personId: liz.viewer.personId, part: 'facilitator' },
      { personId: ben.viewer.personId, part: 'participant' },
    ])
  })

  test('joins who signs in to another organisation as a person of their own here, without a password', async () => {
    const { liz, eve } = stage.cast
    const cohortId = await cohortWith(liz)
    const token = await invited(liz, cohortId, eve.email)
    expect((await preview(token)).body.needsPassword).toBe(false)
    const { body } = await accept(token)
    expect(body.personId).not.toBe(eve.viewer.personId)
    const rows = await stage.platform.db
      .selectFrom('people')
      .select(['id', 'signInId'])
      .where('id', 'in', [body.personId, eve.viewer.personId])
      .execute()
    expect(new Set(rows.map(({ signInId }) => signInId)).size).toBe(1)
    expect((await eve.get(`/api/v1/cohorts/${cohortId}`)).status).toBe(404)
  })

  test('gives somebody of the roster who never signed in a way to', async () => {
    const { liz } = stage.cast
    const noor = await newcomer(stage)
    const email = address()
    await stage.platform.db
      .updateTable('people')
      .set({ signInId: null, email })
      .where('id', '=', noor.viewer.personId)
      .execute()
    const token = await invited(liz, await cohortWith(liz), email)
    expect((await preview(token)).body.needsPassword).toBe(true)
    expect((await accept(token, { password: newPassword })).body.personId).toBe(noor.viewer.personId)
    const signedIn = await stage.cast.nobody.post('/api/auth/sign-in/email', {
      ...{ email, password: newPassword },
    })
    expect(signedIn.status).toBe(200)
  })

  test('goes to whom the mailbox signs in, where the organisation knows them by another address', async () => {
    const { liz } = stage.cast
    const noor = await newcomer(stage)
    await stage.platform.db
      .updateTable('people')
      .set({ email: address() })
      .where('id', '=', noor.viewer.personId)
      .execute()
    const token = await invited(liz, await cohortWith(liz), noor.email)
    expect((await accept(token)).body.personId).toBe(noor.viewer.personId)
  })

  test('is forgotten with whom it was for, and unless it was taken up with whom it was from', async () => {
    const { liz } = stage.cast
    const noor = await newcomer(stage, ['teacher leader'])
    const cohortId = await cohortWith(noor)
    const guest = address()
    await accept(await invited(noor, cohortId, guest), { password: newPassword })
    await invite(noor, cohortId, address())
    await accept(await invited(liz, await cohortWith(liz), noor.email))
    await forgetInvitations(stage.platform.db, { ...noor.viewer, email: noor.email })
    const { rows } = await stage.platform.pool.query(
      `select email from invitations where invited_by = $1 or email = $2`,
      [noor.viewer.personId, noor.email],
    )
    expect(rows).toEqual([{ email: guest }])
  })

  test('INV-15: brings back who had departed, and none of their roles, memberships, tokens or views', async () => {
    const { liz, leslie, dana, maple } = stage.cast
    const leaver = await newcomer(stage, ['administrator', 'teacher leader'])
    const before = await cohortWith(liz)
    await accept(await invited(liz, before, leaver.email))
    await accept(await invited(liz, before, leslie.email))
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: before })
    expect((await leaver.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
    await dana.put(`/api/v1/administration/people/${leaver.viewer.personId}/departure`)

    const { body } = await accept(await invited(liz, maple, leaver.email))
    expect(body.personId).toBe(leaver.viewer.personId)
    expect((await leaver.get('/api/v1/me')).status).toBe(401)
    const signedIn = await stage.cast.nobody.post('/api/auth/sign-in/email', {
      email: leaver.email,
      password,
    })
    const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';')[0])
    const back = (path: string) => stage.cast.nobody.get(path, { cookie: cookie.join('; ') })
    expect((await back('/api/v1/me')).body.roles).toEqual(['teacher'])
    expect((await back('/api/v1/cohorts')).body.items.map(({ id }: { id: string }) => id)).toEqual([maple])
    expect((await back(`/api/v1/clips/${clipId}`)).status).toBe(404)
    await leslie.delete(`/api/v1/cohorts/${before}/members/me`)
  })

  test('is one for a mailbox: inviting again renews it, ends the older link, and not within minutes', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortWith(liz)
    const email = address()
    const first = await invite(liz, cohortId, email)
    const older = await secretOf(stage, first.body)
    const soon = await invite(liz, cohortId, email)
    expect([soon.status, soon.body.code]).toEqual([429, 'invited-just-now'])
    await stage.platform.pool.query(
      `update invitations set expires_at = expires_at - interval '6 minutes' where id = $1`,
      [first.body.id],
    )
    const second = await invite(liz, cohortId, email.toUpperCase(), { name: 'Noor Haddad' })
    expect(second.body).toMatchObject({ id: first.body.id, name: 'Noor Haddad', sentAt: null })
    await expectDead(older)
    const newer = await secretOf(stage, second.body)
    const { body } = await liz.get(`/api/v1/cohorts/${cohortId}/invitations`)
    expect(body.items).toHaveLength(1)
    expect((await accept(newer, { password: newPassword })).status).toBe(200)
    expect((await liz.get(`/api/v1/cohorts/${cohortId}/invitations`)).body.items).toEqual([])
  })

  test('works no more once it ran out, was taken back, or its sender or cohort is gone: one refusal for all', async () => {
    const { liz, ana, leslie, dana } = stage.cast
    await expectDead('invite_guessed')

    const cohortId = await cohortWith(liz)
    const ranOut = await invited(liz, cohortId, address())
    await stage.platform.pool.query(
      `update invitations set expires_at = now() where token_hash = sha256($1::bytea)`,
      [ranOut],
    )
    await expectDead(ranOut)

    const { body } = await invite(liz, cohortId, address())
    const takenBack = await secretOf(stage, body)
    for (const who of [ana, leslie, stage.cast.eve]) {
      expect((await who.delete(`/api/v1/invitations/${body.id}`)).status).toBe(404)
    }
    for (const who of [liz, dana, liz]) {
      expect((await who.delete(`/api/v1/invitations/${body.id}`)).status).toBe(204)
    }
    await expectDead(takenBack)

    const closing = await invited(liz, cohortId, address())
    await liz.put(`/api/v1/cohorts/${cohortId}/closing`)
    await expectDead(closing)

    const other = await cohortWith(liz)
    await accept(await invited(liz, other, ana.email, { part: 'facilitator' }))
    const senderLeft = await invited(ana, other, address())
    await ana.delete(`/api/v1/cohorts/${other}/members/me`)
    await expectDead(senderLeft)
  })

  test('of a facilitator who leaves at that very moment lets nobody in any more', async () => {
    const { liz, ana } = stage.cast
    const { db, pool } = stage.platform
    const cohortId = await cohortWith(liz)
    await accept(await invited(liz, cohortId, ana.email, { part: 'facilitator' }))
    const noor = await newcomer(stage)
    const token = await invited(ana, cohortId, noor.email)
    const joining = await db.transaction().execute(async (trx) => {
      const cohort = await holdCohort(trx, ana.viewer, cohortId)
      const waiting = accept(token)
      await until(async () => {
        const { rows } = await pool.query(`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like '%"cohorts"%'`)
        return rows.length > 0
      })
      await endMembership(trx, cohort, ana.viewer.personId)
      return { waiting }
    })
    expect((await joining.waiting).body).toMatchObject(dead)
    expect(await members(cohortId)).toHaveLength(1)
  })

  test('is its facilitators’ to send and to see', async () => {
    const { liz, leslie, ana, dana, eve, maple } = stage.cast
    const url = `/api/v1/cohorts/${maple}/invitations`
    for (const who of [leslie, ana]) {
      expect((await invite(who, maple, address())).status).toBe(403)
      expect((await who.get(url)).status).toBe(403)
    }
    for (const who of [dana, eve]) {
      expect((await invite(who, maple, address())).status).toBe(404)
      expect((await who.get(url)).status).toBe(404)
    }
    for (const wrong of [{ email: 'no' }, { email: 'a@b.c', part: 'owner' }, { roles: ['administrator'] }]) {
      expect((await invite(liz, maple, address(), wrong)).status).toBe(400)
    }
  })

  test('keeps the mail’s headers and lines its own, whatever stands in the names', async () => {
    const { liz } = stage.cast
    const email = address()
    const name = 'Noor\r\nBcc: all@here.example\r\n\r\nhttps://evil.example'
    await invited(liz, await cohortWith(liz), email, { name })
    const [mail = ''] = await mailsTo(stage, email)
    expect(mail).not.toMatch(/^Bcc:/im)
    expect(mail).not.toMatch(/^https:\/\/evil/m)
  })
})

describe('coaching', () => {
  test('is between two: of two who accept at once one finds it taken, and their link stays', async () => {
    const { liz } = stage.cast
    // They need no password, so nothing keeps them apart.
    const people = [await newcomer(stage), await newcomer(stage), await newcomer(stage)]
    for (let round = 0; round < 6; round++) {
      const cohortId = await cohortWith(liz, 'coaching')
      const tokens: string[] = []
      for (const who of people) tokens.push(await invited(liz, cohortId, who.email))
      const answers = await Promise.all(tokens.map((token) => accept(token)))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('coaching-full')
      expect(await members(cohortId)).toHaveLength(2)
      expect((await invite(liz, cohortId, address())).body.code).toBe('coaching-full')
    }
  })
})

describe('a cohort of leaders', () => {
  test('takes nobody by invitation who is no leader', async () => {
    const { liz, ben } = stage.cast
    const cohortId = await cohortWith(liz, 'leaders')
    for (const [email, more] of [
      [ben.email, {}],
      [address(), { password: newPassword }],
    ] as const) {
      const { status, body } = await accept(await invited(liz, cohortId, email), more)
      expect([status, body.code]).toEqual([409, 'leaders-only'])
    }
    const coach = await newcomer(stage, ['program coach'])
    expect((await accept(await invited(liz, cohortId, coach.email))).status).toBe(200)
  })
})

describe('an invitation into the organisation', () => {
  const ask = (who: Person, body: object) => who.post('/api/v1/invitations', { name: 'Noor', ...body })

  test('gives the roles an administrator named, those that need a site or district with one', async () => {
    const { dana, nobody } = stage.cast
    const { body: district } = await dana.post('/api/v1/districts', { name: 'North' })
    const { body: site } = await dana.post('/api/v1/sites', { name: 'Elm', districtId: district.id })
    const roles = ['teacher leader', 'site leader', 'district partner']
    const email = address()
    const scoped = { email, roles, districtId: district.id, siteId: site.id }
    for (const lacking of [
      { email, roles },
      { ...scoped, roles: ['teacher'] },
    ]) {
      expect((await ask(dana, lacking)).status).toBe(400)
    }
    const { status, body } = await ask(dana, scoped)
    expect(status).toBe(201)
    const token = await secretOf(stage, body)
    expect((await preview(token)).body.cohort).toBeNull()
    const accepted = await accept(token, { password: newPassword })
    expect(accepted.body.cohortId).toBeNull()
    const { body: people } = await dana.get(`/api/v1/administration/people?search=${email}`)
    expect(people.items[0].roles).toEqual([
      { role: 'district partner', district, site: null },
      { role: 'site leader', district: null, site: { id: site.id, name: 'Elm' } },
      { role: 'teacher leader', district: null, site: null },
    ])
    expect((await nobody.post('/api/v1/invitations', { email, name: 'Noor' })).status).toBe(401)
  })

  test('is for administrators, and for roster managers as far as teachers', async () => {
    const { liz, dana } = stage.cast
    const manager = await newcomer(stage, ['roster manager'])
    expect((await ask(liz, { email: address() })).status).toBe(403)
    expect((await ask(manager, { email: address(), roles: ['administrator'] })).status).toBe(403)
    const { body } = await ask(manager, { email: address(), roles: ['teacher'] })
    const token = await secretOf(stage, body)
    const { body: listed } = await dana.get('/api/v1/administration/invitations?limit=200')
    expect(listed.items.map(({ id }: { id: InvitationId }) => id)).toContain(body.id)
    expect((await liz.get('/api/v1/administration/invitations')).status).toBe(403)
    await dana.delete(`/api/v1/administration/people/${manager.viewer.personId}/roles/roster%20manager`)
    await expectDead(token)
  })
})
