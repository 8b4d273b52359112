/** “1:23”, or “1:02:03” from an hour on; with tenths “1:23.4”. Never rounds up: 59.9 s is still the first minute. */
export function timeCode(ms: number, { tenths = false } = {}): string {
  const units = Math.max(0, Math.floor(ms / (tenths ? 100 : 1000)))
  const seconds = tenths ? Math.floor(units / 10) : units
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const clock =
    hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
  return tenths && units % 10 !== 0 ? `${clock}.${units % 10}` : clock
}

/** Milliseconds from what a person may type: “83”, “1:23”, “1:23,4”, “1:02:03.5”. Undefined where it is no time. */
export function readTimeCode(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim())
  if (!match) return undefined
  const [, hours = '0', minutes, seconds = '0', decimals = ''] = match
  if (minutes !== undefined && Number(seconds) > 59) return undefined
  if (match[1] !== undefined && Number(minutes) > 59) return undefined
  const whole = (Number(hours) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds)
  return whole * 1000 + Number(decimals.padEnd(3, '0'))
}

/** Every rendition has 30 frames a second, from 0 on. */
const framesPerSecond = 30

/**
 * The time of the next (1) or the previous (-1) frame, in seconds. It lies a little within the frame, so that no
 * rounding on the way to the picture, or to whole milliseconds, falls back to the frame before.
 */
export function frameBeside(seconds: number, direction: 1 | -1): number {
  const frame = Math.floor(seconds * framesPerSecond + 1e-3)
  return Math.max(0, frame + direction) / framesPerSecond + 1e-3
}
