import { jobs } from '../src/jobs.ts'
import type { Work } from '../src/platform/queue/run-row.ts'
import { clearUpload } from './clear-upload.ts'
import { copyRecording } from './copy-recording.ts'
import { encodeChunk } from './encode-chunk.ts'
import { encodeFirstRung } from './encode-first-rung.ts'
import { encodeLadder } from './encode-ladder.ts'
import { encodeLean } from './encode-lean.ts'
import { endClipsDaily } from './end-clips.ts'
import type { Handler, Workshop } from './handler.ts'
import { inspectClip } from './inspect-clip.ts'
import { joinChunks } from './join-chunks.ts'
import { mailsDigest, plansDigests } from './mail-digests.ts'
import { mailsInvitation } from './mail-invitation.ts'
import { mailPause } from './mail-pause.ts'
import { makeCaptions } from './make-captions.ts'
import { makeDemoRecording } from './make-demo-recording.ts'
import { makeExport } from './make-export.ts'
import { purgeClip } from './purge-clip.ts'
import { sendSignInLink } from './send-sign-in-link.ts'
import { sweepClips, sweepOrphans } from './sweep-clips.ts'
import { sweepMyData } from './sweep-my-data.ts'
import { settleClosedAudience, sweepExemplarsOften } from './tend-exemplars.ts'
import { mailHold, mailWarning, sweepPurgesOften } from './tend-retention.ts'

type Jobs = typeof jobs

/** One handler per job: a missing or surplus one does not compile. */
export const handlers: { readonly [Name in keyof Jobs]: Handler<Jobs[Name]> } = {
  'clips.inspect': inspectClip,
  'clips.copy-recording': copyRecording,
  'clips.encode-first-rung': encodeFirstRung,
  'clips.encode-lean': encodeLean,
  'clips.encode-ladder': encodeLadder,
  'clips.encode-chunk': encodeChunk,
  'clips.join-chunks': joinChunks,
  'clips.clear-upload': clearUpload,
  'clips.sweep': sweepClips,
  'clips.sweep-orphans': sweepOrphans,
  'clips.purge': purgeClip,
  'clips.mail-pause': mailPause,
  'clips.audience-closed': settleClosedAudience,
  'captions.make': makeCaptions,
  'retention.end-clips': endClipsDaily,
  'retention.sweep-purges': sweepPurgesOften,
  'retention.mail-warning': mailWarning,
  'retention.mail-hold': mailHold,
  'exemplars.sweep': sweepExemplarsOften,
  'cohorts.mail-invitation': mailsInvitation,
  'demo.make-recording': makeDemoRecording,
  'my-data.make-export': makeExport,
  'my-data.sweep': sweepMyData,
  'identity.send-sign-in-link': sendSignInLink,
  'notices.plan-digests': plansDigests,
  'notices.mail-digest': mailsDigest,
}

/** Each job with the way it is done here, as the consumer takes it. */
export const worksOf = (workshop: Workshop): Work[] =>
  Object.values(jobs).map((job) => {
    const handler = handlers[job.name] as Handler<typeof job>
    return {
      job,
      run: (payload, signal) => handler.run(payload as never, workshop, signal),
      giveUp: async (payload, because) => handler.giveUp?.(payload as never, workshop, because),
    }
  })
