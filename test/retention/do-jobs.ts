import type { ClipId } from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'
import { endClipsDaily } from '../../workers/end-clips.ts'
import type { Workshop } from '../../workers/handler.ts'
import { purgeClip } from '../../workers/purge-clip.ts'
import { mailHold, mailWarning, sweepPurgesOften } from '../../workers/tend-retention.ts'

const never = new AbortController().signal
const shop = (platform: Platform): Workshop => ({ platform, tools: undefined as never, scratch: '/nowhere' })

/** What a worker does, done here and now. */
export const doPurge = (platform: Platform, clipId: ClipId) =>
  purgeClip.run({ clipId }, shop(platform), never)
export const doDay = (platform: Platform) => endClipsDaily.run({}, shop(platform), never)
export const doSweep = (platform: Platform) => sweepPurgesOften.run({}, shop(platform), never)

/** Sends the mails of these jobs that wait, and answers how many there were. */
export async function doMails(platform: Platform): Promise<number> {
  const waiting = await platform.db
    .selectFrom('outbox')
    .select(['id', 'job', 'payload'])
    .where('queue', '=', 'mail')
    .where('job', 'like', 'retention.%')
    .where('finishedAt', 'is', null)
    .execute()
  for (const { id, job, payload } of waiting) {
    const handler = job === 'retention.mail-hold' ? mailHold : mailWarning
    await handler.run(payload as never, shop(platform), never)
    await platform.db.updateTable('outbox').set({ finishedAt: new Date() }).where('id', '=', id).execute()
  }
  return waiting.length
}
