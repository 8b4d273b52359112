import type { Cut } from '../../../src/clips/cut-schemas.ts'
import { isSame } from './part.ts'

/** Each part once, newest first, without the one that stands. The whole is told as such. */
export function otherCuts(cuts: readonly Cut[]): readonly Cut[] {
  const standing = cuts.find(({ isCurrent }) => isCurrent)
  const others: Cut[] = []
  for (const cut of cuts.toReversed()) {
    const isKnown = others.some((other) => isSame(other, cut))
    if (!isKnown && !(standing && isSame(standing, cut))) others.push(cut)
  }
  return others.toReversed()
}
