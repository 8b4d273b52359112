import { expect, test } from 'vitest'
import { blockOn, isWorkingDay, lastWorkingDayBefore } from '../../src/calendars/working-days.ts'

const blocks = [
  { name: 'Thanksgiving', startsOn: '2026-11-25', endsOn: '2026-11-27' },
  { name: 'Winter break', startsOn: '2026-12-21', endsOn: '2027-01-01' },
  { name: 'New Year', startsOn: '2027-01-01', endsOn: '2027-01-01' },
]

test.each([
  ['a Tuesday before a Wednesday', '2026-11-18', '2026-11-17'],
  ['a Friday before a Monday', '2026-11-16', '2026-11-13'],
  ['over a holiday and a weekend', '2026-11-30', '2026-11-24'],
  ['over a break of two weeks', '2027-01-04', '2026-12-18'],
  ['before a Sunday', '2026-11-22', '2026-11-20'],
])('the last working day before: %s', (_what, day, earlier) => {
  expect(lastWorkingDayBefore(blocks, day)).toBe(earlier)
})

test('there may be none', () => {
  expect(
    lastWorkingDayBefore([{ name: 'Summer', startsOn: '2027-05-01', endsOn: '2027-08-31' }], '2027-09-01'),
  ).toBeUndefined()
})

test('both ends of a block belong to it, and what began last gives it its name', () => {
  expect(blockOn(blocks, '2026-11-24')).toBeUndefined()
  expect(blockOn(blocks, '2026-11-25')?.name).toBe('Thanksgiving')
  expect(blockOn(blocks, '2026-11-27')?.name).toBe('Thanksgiving')
  expect(blockOn(blocks, '2026-11-28')).toBeUndefined()
  expect(blockOn(blocks, '2027-01-01')?.name).toBe('New Year')
  expect(isWorkingDay(blocks, '2026-11-26')).toBe(false)
  expect(isWorkingDay(blocks, '2026-11-28')).toBe(false)
  expect(isWorkingDay(blocks, '2026-11-30')).toBe(true)
})
