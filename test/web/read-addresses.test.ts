import { expect, test } from 'vitest'
import { readAddresses } from '../../web/src/cohorts/read-addresses.ts'

test.each([
  ['ana@school.org', [['ana@school.org', 'Ana']], []],
  ['ana.martinez@school.org', [['ana.martinez@school.org', 'Ana Martinez']], []],
  ['Ana Martínez <Ana.M@School.org>', [['ana.m@school.org', 'Ana Martínez']], []],
  ['"Martínez, Ana" <ana@school.org>', [['ana@school.org', 'Martínez Ana']], []],
  ['ana@school.org, Ana Martínez', [['ana@school.org', 'Ana Martínez']], []],
  ['Ana\tana@school.org', [['ana@school.org', 'Ana']], []],
  [
    'ana@school.org\r\n\r\n  ben@school.org  ',
    [
      ['ana@school.org', 'Ana'],
      ['ben@school.org', 'Ben'],
    ],
    [],
  ],
  [
    'ana@school.org; ben@school.org, cy@school.org',
    [
      ['ana@school.org', 'Ana'],
      ['ben@school.org', 'Ben'],
      ['cy@school.org', 'Cy'],
    ],
    [],
  ],
  ['ana@school.org\nANA@school.org', [['ana@school.org', 'Ana']], []],
  ['ana at school\nben@school\n@', [], ['ana at school', 'ben@school', '@']],
  ['_@school.org', [['_@school.org', '_@school.org']], []],
  [' \n ', [], []],
] as const)('%j is read as whom to invite', (text, invitees, wrong) => {
  const read = readAddresses(text)
  expect(read.invitees.map(({ email, name }) => [email, name])).toEqual(invitees)
  expect(read.wrong).toEqual(wrong)
})

test('what could not be sent is found by the line it stood on', () => {
  const { invitees } = readAddresses('Ana <ana@school.org>')
  expect(invitees.map(({ line }) => line)).toEqual(['Ana <ana@school.org>'])
})
