import { language } from '../messages/messages.ts'

/** The day of a moment, short enough for a table: “Mar 3, 2026”. */
export const dayInWords = (iso: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium' }).format(new Date(iso))
