import { offsetAt } from './local-time.ts'

/** The clocks of a zone are set: how far they are ahead of UTC before it and from it on. */
interface ZoneChange {
  readonly at: Date
  readonly offsetBeforeMs: number
  readonly offsetMs: number
}

const stepMs = 7 * 86_400_000

/** Each time clocks of a zone are set between two instants. Two within a week of each other could go unseen. */
export function zoneChanges(zone: string, from: Date, until: Date): ZoneChange[] {
  const changes: ZoneChange[] = []
  for (let start = from.getTime(); start < until.getTime(); start += stepMs) {
    let [low, high] = [start, Math.min(start + stepMs, until.getTime())]
    const [offsetBeforeMs, offsetMs] = [offsetAt(zone, low), offsetAt(zone, high)]
    if (offsetBeforeMs === offsetMs) continue
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000
      if (offsetAt(zone, middle) === offsetBeforeMs) low = middle
      else high = middle
    }
    changes.push({ at: new Date(high), offsetBeforeMs, offsetMs })
  }
  return changes
}
