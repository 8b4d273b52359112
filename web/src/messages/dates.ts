import { language } from './messages.ts'

/** A calendar day, `YYYY-MM-DD`, in words: “June 30, 2027”. It is the same day everywhere. */
export const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** A moment to the minute: “Mar 4, 2027, 2:14 PM”. For what may be held against other records. */
export const exactly = (iso: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))

/** The day of a moment: “March 4, 2027”. */
export const dateOf = (iso: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'long' }).format(new Date(iso))
