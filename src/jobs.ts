import { ClearUpload, EncodeFirstRung, EncodeLadder, InspectClip, SweepClips } from './clips/jobs.ts'
import { MakeDemoRecording } from './demo/jobs.ts'
import { SendSignInLink } from './identity/jobs.ts'

/** Every job the system knows, by name. */
export const jobs = {
  [InspectClip.name]: InspectClip,
  [EncodeFirstRung.name]: EncodeFirstRung,
  [EncodeLadder.name]: EncodeLadder,
  [ClearUpload.name]: ClearUpload,
  [SweepClips.name]: SweepClips,
  [MakeDemoRecording.name]: MakeDemoRecording,
  [SendSignInLink.name]: SendSignInLink,
} as const
