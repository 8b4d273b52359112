/** Months that are over, `2026-11`, the latest first: counts of one are made a day after its end. */
export function monthsBefore(now: Date, count = 24): string[] {
  // A day and the zones of the world later, so that no month is offered before its counts can be made.
  const over = new Date(now.getTime() - 2 * 86_400_000)
  return Array.from({ length: count }, (_, at) => {
    const month = new Date(Date.UTC(over.getUTCFullYear(), over.getUTCMonth() - 1 - at, 1))
    return month.toISOString().slice(0, 7)
  })
}
