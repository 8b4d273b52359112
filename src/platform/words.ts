import { visible } from './http/schemas.ts'

/**
 * What JavaScript's `\s` or PostgreSQL's, whatever its locale, takes for a space (U+0085 is one to the one and not to the
 * other), any control character, and what takes no room at all: the zero-width space, the word joiner. Not the joiners
 * within letters and emoji (U+200C, U+200D), nor marks of direction, which belong to the words around them.
 */
const space = /[\s\p{Cc}\u180E\u200B\u2060]/u

/** Without the spaces around it. Letter by letter, for a pattern would look at a long row of spaces again from each of them. */
export function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && space.test(text.charAt(start))) start++
  while (end > start && space.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

const something = new RegExp(visible, 'u')

/** Words as they are kept where they may be left out: without the spaces around them; null where nothing can be seen. */
export const wordsOf = (text: string | null | undefined): string | null =>
  text && something.test(text) ? trimmed(text) : null
