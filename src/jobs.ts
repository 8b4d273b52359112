import { ClearUpload, EncodeFirstRung, EncodeLadder, InspectClip, SweepClips } from './clips/jobs.ts'
import { MailInvitation } from './cohorts/jobs.ts'
import { MakeDemoRecording } from './demo/jobs.ts'

/** Every job the system knows, by name. */
export const jobs = {
  [InspectClip.name]: InspectClip,
  [EncodeFirstRung.name]: EncodeFirstRung,
  [EncodeLadder.name]: EncodeLadder,
  [ClearUpload.name]: ClearUpload,
  [SweepClips.name]: SweepClips,
  [MailInvitation.name]: MailInvitation,
  [MakeDemoRecording.name]: MakeDemoRecording,
} as const
