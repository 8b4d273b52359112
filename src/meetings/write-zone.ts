import { offsetAt } from '../calendars/local-time.ts'
import { zoneChanges } from '../calendars/zone-changes.ts'

/**
 * The VTIMEZONE of RFC 5545 that calendars read local times by, true between two instants: what clocks did is listed,
 * change by change, so no rule about it can be wrong.
 */
export function writeZone(zone: string, from: Date, until: Date): string {
  const first = offsetAt(zone, from.getTime())
  const lines = [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...observance('STANDARD', '19700101T000000', first, first),
    ...zoneChanges(zone, from, until).flatMap(({ at, offsetBeforeMs, offsetMs }) =>
      observance(
        offsetMs > offsetBeforeMs ? 'DAYLIGHT' : 'STANDARD',
        // By the clocks as they stood before.
        compact(new Date(at.getTime() + offsetBeforeMs)),
        offsetBeforeMs,
        offsetMs,
      ),
    ),
    'END:VTIMEZONE',
  ]
  return lines.join('\r\n')
}

const observance = (kind: 'STANDARD' | 'DAYLIGHT', startsAt: string, beforeMs: number, offsetMs: number) => [
  `BEGIN:${kind}`,
  `DTSTART:${startsAt}`,
  `TZOFFSETFROM:${shown(beforeMs)}`,
  `TZOFFSETTO:${shown(offsetMs)}`,
  `END:${kind}`,
]

const compact = (shownAt: Date): string => shownAt.toISOString().replace(/[-:]|\.\d+Z/g, '')

function shown(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000)
  const part = (n: number) => String(n).padStart(2, '0')
  return `${offsetMs < 0 ? '-' : '+'}${part(Math.floor(minutes / 60))}${part(minutes % 60)}`
}
