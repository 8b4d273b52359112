import { type RawBuilder, sql } from 'kysely'

/** A query in both languages that exemplars are described in, for `exemplar_words.document`. */
export type WordsQuery = RawBuilder<unknown>

export interface SearchedWords {
  /** What was asked for, with its operators. */
  readonly asked: WordsQuery
  /**
   * For when that finds nothing: the words before the last as they are, and the last as the beginning of one. Undefined
   * where somebody asked for a phrase, for either of two words, or for what is without one.
   */
  readonly begun: WordsQuery | undefined
}

/** Of what somebody types, so many characters count: nobody asks for more, and PostgreSQL refuses words beyond 2 KB. */
const longest = 200

const operators = /"|(^|\s)-|(^|\s)or(\s|$)/i

/** What somebody typed as something to look for; undefined where no word is in it. */
export function readWords(typed = ''): SearchedWords | undefined {
  const text = [...typed.toWellFormed().replaceAll('\0', ' ')].slice(0, longest).join('')
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu)
  if (!words) return undefined
  return {
    asked: inBoth((language) => sql`websearch_to_tsquery(${language}, ${text})`),
    begun: operators.test(text) ? undefined : begun(words.slice(0, -1).join(' '), words.at(-1) ?? ''),
  }
}

/** Of the last word there is no quote in it: it is letters, marks and digits. */
const begun = (before: string, last: string): WordsQuery =>
  sql`(${inBoth((language) => sql`plainto_tsquery(${language}, ${before})`)} && (${inBoth(
    (language) => sql`to_tsquery(${language}, ${`'${last}':*`})`,
  )} || to_tsquery('simple', ${`'${last}':*`})))`

const inBoth = (query: (language: RawBuilder<unknown>) => RawBuilder<unknown>): WordsQuery =>
  sql`(${query(sql`'english'::regconfig`)} || ${query(sql`'spanish'::regconfig`)})`
