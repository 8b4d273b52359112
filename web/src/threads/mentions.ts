import type { PersonName } from '../../../src/identity/schemas.ts'
import { mentionPieces } from './mention-pieces.ts'

/** A name that is being typed. */
export interface Typed {
  /** Where its “@” stands. */
  readonly from: number
  readonly query: string
}

/** What stands between an “@” and the caret, where that could be a name. An address has letters before it. */
export function typedAt(text: string, caret: number): Typed | undefined {
  const found = /(?:^|[^\p{L}\p{N}_@.])@((?=\S)[^@\n]{1,40}|)$/u.exec(text.slice(0, caret))
  if (!found) return undefined
  const query = found[1] ?? ''
  return { from: caret - query.length - 1, query }
}

const mostOffered = 8

/** People one of whose names begins with what was typed; accents and capitals do not matter. */
export function matching<Person extends { readonly name: string }>(
  people: readonly Person[],
  query: string,
): readonly Person[] {
  const wanted = folded(query)
  return people.filter(({ name }) => folded(name).includes(wanted)).slice(0, mostOffered)
}

/** The text with a whole name in the place of what was typed of it, and where the caret stands then. */
export function withMention(
  text: string,
  { from, query }: Typed,
  name: string,
): { text: string; caret: number } {
  const rest = text.slice(from + 1 + query.length)
  const before = `${text.slice(0, from)}@${name}`
  const gap = /^[\s.,;:!?)]/.test(rest) ? '' : ' '
  return { text: before + gap + rest, caret: before.length + (gap || rest.startsWith(' ') ? 1 : 0) }
}

/** The text with an “@” at the caret, apart from the word before it. */
export function withSign(text: string, caret: number): { text: string; caret: number } {
  const before = text.slice(0, caret)
  const sign = before === '' || /[\s(¿¡«“]$/u.test(before) ? '@' : ' @'
  return { text: before + sign + text.slice(caret), caret: caret + sign.length }
}

/**
 * Whom a text mentions: those who were chosen while their name still stands in it, and those whose name was typed out, where
 * only one of `people` is called that.
 */
export function mentionedIn(
  text: string,
  chosen: readonly PersonName[],
  people: readonly PersonName[],
): PersonName['id'][] {
  const known = [...chosen, ...people]
  const names = new Set(mentionPieces(text, known).filter((_, at) => at % 2 === 1))
  return [...names].flatMap((name) => {
    const called = (among: readonly PersonName[]) => among.filter((person) => person.name === name)
    const picked = called(chosen)
    const all = picked.length > 0 ? picked : called(people)
    return picked.length > 0 || all.length === 1 ? [...new Set(all.map(({ id }) => id))] : []
  })
}

/** Each word after a space, so that a space and some letters are the beginning of one. */
const folded = (text: string): string =>
  ` ${text.normalize('NFD').replace(/\p{M}/gu, '').replace(/['’-]/g, ' ').toLowerCase()}`
