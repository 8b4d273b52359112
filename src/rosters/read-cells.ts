import { wordsOf } from '../platform/words.ts'
import type { TableRow } from './read-table.ts'
import type { RosterErrors, Spot } from './roster.ts'

const looksLikeEmail = /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\.]+$/u

/** In small letters; undefined where it is none, which `errors` then says. */
export function emailOf<Column extends string>(
  row: TableRow<Column>,
  column: Column,
  errors: RosterErrors,
): string | undefined {
  const email = row.cell(column).toLowerCase()
  if (email.length <= 254 && looksLikeEmail.test(email)) return email
  errors.add(row.at, column, email === '' ? 'The e-mail is missing.' : 'This is not an e-mail address.')
  return undefined
}

/** On one line; undefined where there is none, which `errors` then says. */
export function nameOf(at: Spot, column: string, text: string, errors: RosterErrors): string | undefined {
  const name = wordsOf(text.replaceAll(/[\s\p{Cc}]+/gu, ' '))
  if (name !== null && name.length <= 200) return name
  errors.add(at, column, name === null ? 'The name is missing.' : 'This name is longer than 200 characters.')
  return undefined
}
