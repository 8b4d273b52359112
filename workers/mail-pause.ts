import type { MailPause } from '../src/clips/jobs.ts'
import { sendPauseNotice } from '../src/clips/send-pause-notice.ts'
import type { Handler } from './handler.ts'

export const mailPause: Handler<typeof MailPause> = {
  run: ({ pauseId, personId }, { platform }) => sendPauseNotice(platform, pauseId, personId),
}
