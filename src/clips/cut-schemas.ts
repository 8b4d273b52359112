import { type Static, Type } from 'typebox'
import { ClientKey, Instant, nullable, page } from '../platform/http/schemas.ts'
import { ClipTitle, Milliseconds, Region } from './schemas.ts'

const OnRecording = Type.Integer({ ...Milliseconds, description: 'On the timeline of the whole recording.' })

/** What nobody is to see, or to hear, for a time: half-open, at least a tenth of a second. */
export const Redaction = Type.Union([
  Type.Object(
    {
      kind: Type.Enum(['box', 'coarse'], {
        description: 'The region is black, or a few squares of its mean colours.',
      }),
      ...{ startMs: OnRecording, endMs: OnRecording },
      region: Region,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Enum(['mute']), startMs: OnRecording, endMs: OnRecording },
    { additionalProperties: false },
  ),
])
export type Redaction = Static<typeof Redaction>

/** What of the recording the clip is to be: half-open, at least a second; and what of that nobody is to see or hear. */
export const SetCut = Type.Object(
  {
    ...{ inMs: OnRecording, outMs: OnRecording },
    redactions: Type.Optional(
      Type.Array(Redaction, { maxItems: 50, description: 'All that the cut hides; without it nothing.' }),
    ),
    original: Type.Optional(
      Type.Enum(['seal', 'destroy'], {
        description:
          'What becomes of the recording, with redactions alone: it is kept to cut from and given to nobody, or destroyed once the cut is ready.',
      }),
    ),
  },
  { additionalProperties: false },
)
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
  redactions: Type.Array(Redaction),
})
export type Cut = Static<typeof Cut>
export const CutPage = Type.Object({
  ...page(Cut).properties,
  recordingMs: nullable(OnRecording),
  original: Type.Enum(['kept', 'sealed', 'to-be-destroyed', 'gone'], {
    description: 'The recording as it came. Sealed, it can be cut anew, and nobody can download it.',
  }),
})
export type CutPage = Static<typeof CutPage>
