/** Stretches of a clip, in the order of time, apart from one another. Milliseconds, half-open. */
export type Stretches = readonly (readonly [startMs: number, endMs: number])[]

/** So close, two are one: nobody sees the gap. */
const gapMs = 1500

/** With one more. Where there are too many, the narrowest gaps are taken for seen. */
export function withStretch(all: Stretches, [startMs, endMs]: Stretches[number], most = 60): Stretches {
  if (endMs <= startMs) return all
  const merged: [number, number][] = []
  for (const [from, to] of [...all, [startMs, endMs] as const].toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from - last[1] <= gapMs) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  while (merged.length > most) {
    const gaps = merged.slice(1).map(([from], at) => from - (merged[at]?.[1] ?? 0))
    const at = gaps.indexOf(Math.min(...gaps))
    merged.splice(at, 2, [merged[at]?.[0] ?? 0, merged[at + 1]?.[1] ?? 0])
  }
  return merged
}

/** A background that is the colour `--stretch` where they are, on the scale of a clip; none where there are none. */
export function stripesOf(all: Stretches, durationMs: number): string {
  const share = (ms: number) =>
    `${Math.round((Math.min(ms, durationMs) / Math.max(1, durationMs)) * 10_000) / 100}%`
  const stops = all.flatMap(([from, to]) => [
    `transparent ${share(from)}`,
    `var(--stretch) ${share(from)} ${share(to)}`,
    `transparent ${share(to)}`,
  ])
  return stops.length === 0 ? 'none' : `linear-gradient(to right, ${stops.join(', ')})`
}
