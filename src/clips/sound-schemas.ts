import { type Static, Type } from 'typebox'
import { nullable } from '../platform/http/schemas.ts'
import { Milliseconds } from './schemas.ts'

export const usualPeaks = 2_000

export const SoundQuery = Type.Object({
  peaks: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 20_000,
      default: usualPeaks,
      description: 'How many peaks at most; each answered one is the largest of those it stands for.',
    }),
  ),
})

/** What can be drawn of a clip’s sound. No word is recognised and nobody is identified. */
export const Sound = Type.Object({
  isMeasured: Type.Boolean({
    description:
      'False, with nothing else in it, until the sound was listened to, and for good where the clip has none.',
  }),
  msPerPeak: Type.Integer({
    minimum: 1,
    description: 'How long each peak stands for, from the start of the clip; the last may be shorter.',
  }),
  peaks: Type.Array(Type.Integer({ minimum: 0, maximum: 255 }), {
    description:
      'The largest amplitude, as played: 255 is full scale, each 4.25 less is a decibel less, and 0 is 60 decibels less or silence.',
  }),
  talk: Type.Array(Type.Object({ startMs: Milliseconds, endMs: Milliseconds }), {
    description:
      'Where people talk, as far as loudness tells: half-open, in order, and never touching. Music is taken for talk, and a whisper is not.',
  }),
  loudness: nullable(
    Type.Object(
      {
        loudnessLufs: nullable(
          Type.Number({
            description: 'Of the recording, after ITU-R BS.1770; null where nothing is to be heard.',
          }),
        ),
        truePeakDb: nullable(Type.Number()),
        gainDb: Type.Number({ minimum: 0, description: 'By how much it is played louder than that.' }),
      },
      { description: 'For the owner alone.' },
    ),
  ),
})
export type Sound = Static<typeof Sound>
