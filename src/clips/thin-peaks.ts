/** The largest of every `each` peaks, so that there are at most so many; a loud moment is never left out. */
export function thinPeaks(peaks: Uint8Array, atMost: number): { peaks: number[]; each: number } {
  const each = Math.max(1, Math.ceil(peaks.length / atMost))
  const thinned = Array.from({ length: Math.ceil(peaks.length / each) }, (_, at) =>
    peaks.subarray(at * each, (at + 1) * each).reduce((most, peak) => Math.max(most, peak), 0),
  )
  return { peaks: thinned, each }
}
