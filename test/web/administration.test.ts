import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { roles } from '../../src/identity/roles.ts'
import type { Report } from '../../src/reports/schemas.ts'

/** By name only: it is the browser’s, whose globals the compiler of the server’s tests does not know. */
const load = (file: string) => import(path.resolve(import.meta.dirname, '../../web/src', file))
const { learn, speak } = await load('messages/messages.ts')
const { auditKeys, auditWords } = await load('administration/audit-words.ts')
const { monthsBefore } = await load('administration/months-before.ts')
const { changeInWords } = await load('administration/roster-change-words.ts')
const { reportCsv } = await load('administration/write-report-csv.ts')
const { roomsOf } = await load('office/offices.ts')

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } })
  await speak('en')
  await learn('office', 'administration', 'records', 'roles')
})

const source = path.resolve(import.meta.dirname, '../../src')
const done = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => [
    ...readFileSync(path.join(source, name), 'utf8').matchAll(/appendAudit\(\s*\w+,\s*\w+,\s*'([a-z-]+)'/g),
  ])
  .map(([, what]) => what)

describe('the audit in words', () => {
  test('has words for everything that is ever written into it, and for nothing else', () => {
    expect(done.length).toBeGreaterThan(25)
    expect(Object.keys(auditKeys).toSorted()).toEqual([...new Set(done)].toSorted())
  })

  const row = (what: string, detail: object, names: Record<string, string> = {}) =>
    auditWords({ seq: 1, at: '2026-11-03T10:00:00Z', by: null, what, detail: { ...detail }, names })

  test.each([
    ['grant-role', { personId: 'a', role: 'teacher', siteId: null }, 'gave Ana a role: teacher'],
    ['grant-role', { personId: 'a', role: 'site leader', siteId: 's' }, 'gave Ana a role: site leader (Oak)'],
    ['depart-person', { personId: 'gone' }, 'noted that somebody left'],
    ['note-evaluator', { evaluatorId: 'b', evaluateeId: 'a' }, 'noted that Ben rates Ana'],
    [
      'import-roster',
      { added: 1200, changed: 0, departed: 3 },
      'took in a roster: 1,200 new, 0 changed, 3 left',
    ],
    [
      'write-consent-policy',
      { districtId: null, version: 2 },
      'wrote version 2 of the consent text of the organisation',
    ],
    ['settle-pause', { resolution: 'cut again' }, 'settled a pause: the clip was cut again'],
    ['something-new', {}, 'something that this page has no words for: something-new'],
  ])('%s %j', (what, detail, words) => {
    expect(row(what, detail, { a: 'Ana', b: 'Ben', s: 'Oak' })).toBe(words)
  })

  test('leaves no placeholder open, whatever is not known', () => {
    for (const what of Object.keys(auditKeys)) expect(row(what, {}), what).not.toMatch(/[{}]|undefined|null/)
  })
})

describe('an office', () => {
  const rooms = (...held: readonly (typeof roles)[number][]) => roomsOf(held)

  test('opens its own pages: a roster manager those of rosters, a teacher none', () => {
    expect(rooms('roster manager')).toEqual(['rosters'])
    expect(rooms('teacher', 'teacher leader', 'program coach')).toEqual([])
    expect(rooms('site leader')).toEqual(['reports'])
    expect(rooms('privacy officer')).toEqual(['policies', 'retention', 'audit'])
    expect(rooms('administrator')).toHaveLength(13)
  })

  test('has no way to a clip on any of its pages', () => {
    const pages = path.resolve(import.meta.dirname, '../../web/src')
    for (const folder of ['administration', 'office']) {
      for (const name of readdirSync(path.join(pages, folder))) {
        expect(readFileSync(path.join(pages, folder, name), 'utf8'), name).not.toMatch(
          /\/clips\b(?!\/)|\/media/,
        )
      }
    }
  })
})

describe('a report', () => {
  const cell = { kind: 'cohort', id: 'c', name: 'Maple', siteId: null } as const
  const report: Report = {
    ...{ month: '2026-10', by: 'cohort', k: 5, madeAt: '2026-11-02T00:00:00Z' },
    cells: [
      { ...cell, activePeople: 7, clipsShared: null, comments: 12 },
      { ...cell, name: '=HYPERLINK("x"),', activePeople: null, clipsShared: null, comments: 5 },
      { ...cell, kind: 'total', name: null, activePeople: 19, clipsShared: 8, comments: 17 },
    ],
  }

  test('is a spreadsheet of what is shown: hidden numbers are empty, and no name is a formula', () => {
    expect(reportCsv(report).split('\r\n')).toEqual([
      '\uFEFFMonth,Cohort,People who took part,Clips shared,Comments',
      '2026-10,Maple,7,,12',
      `2026-10,"'=HYPERLINK(""x""),",,,5`,
      '2026-10,All together,19,8,17',
      '',
    ])
  })

  test.each([
    ['2026-11-01T12:00:00Z', '2026-09'],
    ['2026-11-02T23:00:00Z', '2026-09'],
    ['2026-11-03T01:00:00Z', '2026-10'],
    ['2026-01-15T00:00:00Z', '2025-12'],
    ['2026-03-31T00:00:00Z', '2026-02'],
  ])('on %s is of %s at the latest', (now, month) => {
    expect(monthsBefore(new Date(now))[0]).toBe(month)
    expect(new Set(monthsBefore(new Date(now))).size).toBe(24)
  })
})

test.each([
  [{ what: 'add', name: 'Ana', from: null, to: 'ana@x' }, 'Ana: new'],
  [{ what: 'join', name: 'Ana', field: 'participant', from: null, to: 'Oak' }, 'Ana: joins Oak'],
  [{ what: 'change', name: 'Ana', field: 'role', from: null, to: 'teacher' }, 'Ana: teacher as well'],
  [
    { what: 'change', name: 'Ana', field: 'email', from: 'a@x', to: 'b@x' },
    'Ana: e-mail address from “a@x” to “b@x”',
  ],
  [{ what: 'change', name: 'Ana', field: 'site', from: null, to: null }, 'Ana: another school'],
  [{ what: 'change place', name: 'Oak', from: 'Elm', to: 'Oak' }, 'Elm is now called Oak'],
] as const)('a change by a roster reads %j', (change, words) => {
  expect(changeInWords(change)).toBe(words)
})
