import type { Thread } from '../../../src/threads/schemas.ts'

/** How long a region of an instant stays in the picture. */
const lingersMs = 1500

interface Props {
  readonly region: NonNullable<Thread['region']>
}

/** Part of the picture that a thread is about. Its words say what it is, so this says nothing. */
export function RegionOverlay({ region: { x, y, width, height } }: Props) {
  const share = (value: number) => `${value * 100}%`
  return (
    <div
      class="region"
      aria-hidden="true"
      style={{ left: share(x), top: share(y), width: share(width), height: share(height) }}
    />
  )
}

/** Whether a thread's region belongs to the picture of this moment. */
export function showsRegion({ startMs, endMs }: Pick<Thread, 'startMs' | 'endMs'>, timeMs: number): boolean {
  if (startMs === null) return false
  return timeMs >= startMs - 100 && timeMs < (endMs ?? startMs + lingersMs)
}
