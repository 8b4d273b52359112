/** A day of the years that JavaScript and PostgreSQL write in the same four digits. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return (
    /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
  )
}

/** RFC 3339 but for leap seconds, which `Date` does not know, and offsets that no clock on earth has. */
export const isInstant = (text: string): boolean =>
  /^.{10}T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/i.test(text) &&
  isDay(text.slice(0, 10)) &&
  !Number.isNaN(Date.parse(text))
