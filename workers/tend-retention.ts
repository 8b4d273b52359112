import type { MailHold, MailWarning, SweepPurges } from '../src/retention/jobs.ts'
import { sendHoldNotice } from '../src/retention/send-hold-notice.ts'
import { sendWarning } from '../src/retention/send-warning.ts'
import { sweepPurges } from '../src/retention/sweep-purges.ts'
import type { Handler } from './handler.ts'

export const sweepPurgesOften: Handler<typeof SweepPurges> = {
  run: (_payload, { platform }, signal) => sweepPurges(platform.db, signal),
}

export const mailWarning: Handler<typeof MailWarning> = {
  run: ({ personId, day }, { platform }) => sendWarning(platform, personId, day),
}

export const mailHold: Handler<typeof MailHold> = {
  run: ({ holdId, of }, { platform }) => sendHoldNotice(platform, holdId, of),
}
