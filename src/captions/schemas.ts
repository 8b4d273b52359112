import { type Static, Type } from 'typebox'
import { Milliseconds } from '../clips/schemas.ts'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable } from '../platform/http/schemas.ts'
import { type ClipId, IdSchema } from '../platform/ids.ts'
import { captionLanguages } from './languages.ts'

const captionSources = ['uploaded', 'edited', 'machine'] as const

/** The captions of a clip in one language. */
export const Captions = Type.Object({
  language: Type.Enum(captionLanguages),
  source: Type.Enum(captionSources, {
    description:
      'A file that was uploaded, one whose lines were edited here since, or a program that listened.',
  }),
  madeBy: nullable(PersonName),
  madeAt: Instant,
  url: Type.String({ description: 'WebVTT, with the times of the clip as it is cut now.' }),
})
export type Captions = Static<typeof Captions>

export const CaptionsList = Type.Object({
  items: Type.Array(Captions),
  making: Type.Union(
    [
      Type.Object({
        state: Type.Enum(['none', 'asked', 'made', 'failed']),
        can: Type.Boolean({ description: 'A program that listens is set up here, and may be asked now.' }),
      }),
      Type.Null(),
    ],
    { description: 'For the owner: captions by a program. Null for everybody else.' },
  ),
})
export type CaptionsList = Static<typeof CaptionsList>

export const CaptionsClipParams = Type.Object({ clipId: IdSchema<ClipId>() })
export const CaptionsParams = Type.Object({
  clipId: IdSchema<ClipId>(),
  language: Type.Enum(captionLanguages),
})

/** A line that is shown from one time until another, in milliseconds of the clip. */
export const Cue = Type.Object(
  { startMs: Milliseconds, endMs: Milliseconds, text: Type.String({ minLength: 1, maxLength: 2000 }) },
  { additionalProperties: false },
)
export type Cue = Static<typeof Cue>

export const SetCaptions = Type.Object(
  {
    file: Type.Optional(
      Type.String({
        maxLength: 2 ** 20,
        description: 'The text of a WebVTT or SubRip file; this or `cues`.',
      }),
    ),
    cues: Type.Optional(Type.Array(Cue, { maxItems: 20_000 })),
    cutNo: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The `cutNo` of the clip that the times were read from.' }),
    ),
  },
  { additionalProperties: false },
)
export type SetCaptions = Static<typeof SetCaptions>
