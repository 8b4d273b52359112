import type { WorkAgreement } from '../../../src/calendars/schemas.ts'
import { language, t } from '../messages/messages.ts'

/** “7:00 PM”, of `19:00`. */
const clock = (time: string): string =>
  new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    new Date(`2026-01-01T${time}Z`),
  )

/** What was agreed, a line each; one line where that is nothing. */
export function agreementInWords({ districtId, ...agreed }: WorkAgreement): string[] {
  const { quietFrom, quietUntil, latestDue, weeklyMinutes } = agreed
  const lines = [
    ...(quietFrom && quietUntil
      ? [t('calendars.quiet-are', { from: clock(quietFrom), until: clock(quietUntil) })]
      : []),
    ...(latestDue ? [t('calendars.latest-due-is', { time: clock(latestDue) })] : []),
    ...(weeklyMinutes ? [t('calendars.weekly-minutes-are', { count: weeklyMinutes })] : []),
  ]
  if (lines.length > 0) return lines
  return [districtId === null ? t('calendars.nothing-agreed') : t('calendars.none-of-its-own')]
}
