/** What lies on the timeline at one moment. */
export interface OnTimeline {
  readonly id: string
  readonly ms: number
}

export interface Cluster<Marker extends OnTimeline> {
  /** From the left edge of the lane, 0..1. */
  readonly at: number
  readonly markers: readonly [Marker, ...Marker[]]
}

/**
 * Puts markers that would lie on one another together, so that each target is big enough to hit (WCAG 2.5.8: 24 CSS
 * pixels). A cluster stands at its first marker, hence any two are at least `gapPx` apart.
 */
export function clusterMarkers<Marker extends OnTimeline>(
  markers: readonly Marker[],
  { durationMs, widthPx, gapPx = 26 }: { durationMs: number; widthPx: number; gapPx?: number },
): Cluster<Marker>[] {
  const clusters: { at: number; markers: [Marker, ...Marker[]] }[] = []
  for (const marker of markers.toSorted((a, b) => a.ms - b.ms)) {
    const at = durationMs > 0 ? Math.min(1, Math.max(0, marker.ms / durationMs)) : 0
    const last = clusters.at(-1)
    if (last && (at - last.at) * widthPx < gapPx) last.markers.push(marker)
    else clusters.push({ at, markers: [marker] })
  }
  return clusters
}
