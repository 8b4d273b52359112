/** Where on a film a still stands, and of which moment it is. */
export interface FilmSlot {
  readonly x: number
  readonly width: number
  readonly ms: number
}

/** As many stills side by side as fit into a film, each of the moment in its own middle. */
export function filmSlots(width: number, stillWidth: number, lengthMs: number): FilmSlot[] {
  if (width <= 0 || stillWidth <= 0 || lengthMs <= 0) return []
  const count = Math.max(1, Math.round(width / stillWidth))
  const each = width / count
  return Array.from({ length: count }, (_, at) => ({
    x: at * each,
    width: each,
    ms: ((at + 0.5) / count) * lengthMs,
  }))
}
