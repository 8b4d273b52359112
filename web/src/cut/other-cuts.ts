import type { Cut } from '../../../src/clips/cut-schemas.ts'
import { hidesTheSame } from './hidden.ts'
import { isSame } from './part.ts'

/** Each part with what it hides once, newest first, without the one that stands. The whole is told as such. */
export function otherCuts<One extends Pick<Cut, 'inMs' | 'outMs' | 'isCurrent' | 'redactions'>>(
  cuts: readonly One[],
): readonly One[] {
  const shows = (one: One, other: One) => isSame(one, other) && hidesTheSame(one.redactions, other.redactions)
  const standing = cuts.find(({ isCurrent }) => isCurrent)
  const others: One[] = []
  for (const cut of cuts.toReversed()) {
    const isKnown = others.some((other) => shows(other, cut))
    if (!isKnown && !(standing && shows(standing, cut))) others.push(cut)
  }
  return others.toReversed()
}
