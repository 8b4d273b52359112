import type { PackWords } from '../../../src/packs/schemas.ts'
import { mentionPieces } from '../threads/mention-pieces.ts'

/** The words of a moment. Where names are hidden, so are those that a mention put there. */
export function saidIn(
  { excerpt, mentions }: Pick<PackWords, 'excerpt' | 'mentions'>,
  showsNames: boolean,
): string {
  if (showsNames) return excerpt
  // The beginning of some words may end within a name.
  const last = /@([^@]+)…$/.exec(excerpt)
  const isCut = mentions.some(({ name }) => last?.[1] !== undefined && name.startsWith(last[1]))
  const whole = isCut ? excerpt.slice(0, last?.index) : excerpt
  const said = mentionPieces(whole, mentions).map((piece, at) => (at % 2 === 0 ? piece : '@…'))
  return said.join('') + (isCut ? '@…' : '')
}
