import { expect, test } from 'vitest'
import { isDay, isInstant } from '../../../src/platform/http/formats.ts'

test.each([...['0001-01-01', '2026-11-29', '2028-02-29', '9999-12-31']])('%s is a day', (text) =>
  expect(isDay(text)).toBe(true),
)

test.each([
  ...['0000-01-01', '10000-01-01', '2026-02-29', '2026-13-01', '2026-99-99', '2026-1-1'],
  ...['2026-11-29 ', '+012026-01-01', '', 'today'],
])('%s is none', (text) => expect(isDay(text)).toBe(false))

test.each([
  ...[
    '2026-11-29T10:00:00Z',
    '2026-11-29T10:00:00.123456Z',
    '2026-11-29t10:00:00z',
    '2026-11-29T10:00:00+14:00',
  ],
])('%s is an instant', (text) => expect(isInstant(text)).toBe(true))

test.each([
  // A leap second, which no `Date` can hold: compared with anything it is neither before nor after.
  ...[
    '2026-12-31T23:59:60Z',
    '2026-11-29T24:00:01Z',
    '2026-11-29T10:00:00+23:59',
    '2026-11-29T10:00:00+16:00',
  ],
  ...[
    '0000-01-01T00:00:00Z',
    '2026-02-30T10:00:00Z',
    '2026-11-29T10:00Z',
    '2026-11-29 10:00:00Z',
    '2026-11-29',
  ],
])('%s is none', (text) => expect(isInstant(text)).toBe(false))
