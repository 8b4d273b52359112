import { MakeCaptions } from './captions/jobs.ts'
import {
  AudienceClosed,
  ClearUpload,
  CopyRecording,
  EncodeChunk,
  EncodeFirstRung,
  EncodeLadder,
  EncodeLean,
  InspectClip,
  JoinChunks,
  MailPause,
  PurgeClip,
  SweepClips,
  SweepOrphans,
} from './clips/jobs.ts'
import { MailInvitation } from './cohorts/jobs.ts'
import { MakeDemoRecording } from './demo/jobs.ts'
import { SweepExemplars } from './exemplars/jobs.ts'
import { SendSignInLink } from './identity/jobs.ts'
import { MakeExport, SweepMyData } from './my-data/jobs.ts'
import { MailDigest, PlanDigests } from './notices/jobs.ts'
import { EndClips, MailHold, MailWarning, SweepPurges } from './retention/jobs.ts'

/** Every job the system knows, by name. */
export const jobs = {
  [InspectClip.name]: InspectClip,
  [CopyRecording.name]: CopyRecording,
  [EncodeFirstRung.name]: EncodeFirstRung,
  [EncodeLean.name]: EncodeLean,
  [EncodeLadder.name]: EncodeLadder,
  [EncodeChunk.name]: EncodeChunk,
  [JoinChunks.name]: JoinChunks,
  [ClearUpload.name]: ClearUpload,
  [SweepClips.name]: SweepClips,
  [SweepOrphans.name]: SweepOrphans,
  [PurgeClip.name]: PurgeClip,
  [MailPause.name]: MailPause,
  [AudienceClosed.name]: AudienceClosed,
  [MakeCaptions.name]: MakeCaptions,
  [EndClips.name]: EndClips,
  [SweepPurges.name]: SweepPurges,
  [MailWarning.name]: MailWarning,
  [MailHold.name]: MailHold,
  [SweepExemplars.name]: SweepExemplars,
  [MailInvitation.name]: MailInvitation,
  [MakeDemoRecording.name]: MakeDemoRecording,
  [MakeExport.name]: MakeExport,
  [SweepMyData.name]: SweepMyData,
  [SendSignInLink.name]: SendSignInLink,
  [PlanDigests.name]: PlanDigests,
  [MailDigest.name]: MailDigest,
} as const
