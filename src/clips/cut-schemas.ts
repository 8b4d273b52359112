import { type Static, Type } from 'typebox'
import { ClientKey, Instant, nullable, page } from '../platform/http/schemas.ts'
import { ClipTitle, Milliseconds } from './schemas.ts'

const OnRecording = Type.Integer({ ...Milliseconds, description: 'On the timeline of the whole recording.' })

/** What of the recording the clip is to be: half-open, at least a second. */
export const SetCut = Type.Object({ inMs: OnRecording, outMs: OnRecording }, { additionalProperties: false })
export type SetCut = Static<typeof SetCut>

/** A part of the recording that is to be a clip of its own. */
export const MakeAnotherClip = Type.Object(
  { title: ClipTitle, inMs: OnRecording, outMs: OnRecording, clientKey: ClientKey },
  { additionalProperties: false },
)
export type MakeAnotherClip = Static<typeof MakeAnotherClip>

/** A cut the clip has or had. The first is the whole recording, or the part that was made a clip of its own. */
export const Cut = Type.Object({
  cutNo: Type.Integer(),
  inMs: OnRecording,
  outMs: OnRecording,
  madeAt: Instant,
  isCurrent: Type.Boolean(),
})
export type Cut = Static<typeof Cut>
export const CutPage = Type.Object({ ...page(Cut).properties, recordingMs: nullable(OnRecording) })
export type CutPage = Static<typeof CutPage>
