import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable, PageQuery, page, words } from '../platform/http/schemas.ts'
import {
  type ClipId,
  type CohortId,
  type ExemplarId,
  type GrantId,
  IdSchema,
  type PersonId,
  type PlaybackId,
} from '../platform/ids.ts'
import { failureCodes } from './failures.ts'
import { shownStates, steps } from './states.ts'

export const ClipParams = Type.Object({ clipId: IdSchema<ClipId>() })
export const PlaybackParams = Type.Object({ clipId: IdSchema<ClipId>(), playbackId: IdSchema<PlaybackId>() })
export const GrantParams = Type.Object({ clipId: IdSchema<ClipId>(), grantId: IdSchema<GrantId>() })

export const ClipTitle = words(200)

/** On the clip's own timeline, from 0; a recording is no longer than a day. */
export const Milliseconds = Type.Integer({ minimum: 0, maximum: 24 * 3_600_000 })

const fraction = (description: string) => Type.Number({ minimum: 0, maximum: 1, description })

/** A rectangle as fractions of the upright picture, origin top left; it must stay inside the picture. */
export const Region = Type.Object(
  {
    x: fraction('left edge'),
    y: fraction('top edge'),
    width: fraction('width, more than 0'),
    height: fraction('height, more than 0'),
  },
  { additionalProperties: false },
)
export type Region = Static<typeof Region>

/** What an owner says about their clip; nothing but blanks is nothing. */
const OwnWords = (description: string) => nullable(Type.String({ maxLength: 2_000, description }))
const tried = OwnWords('What the owner tried, in their words; for those it is shared with.')
const question = OwnWords('What the owner asks those it is shared with to look for.')

export const ChangeClip = Type.Object(
  { title: Type.Optional(ClipTitle), tried: Type.Optional(tried), question: Type.Optional(question) },
  { additionalProperties: false },
)
export type ChangeClip = Static<typeof ChangeClip>

/** How far the worker is. `fraction` (0..1) counts the whole way to `ready`; `secondsLeft` is null until it can be told. */
export const Progress = Type.Object({
  step: Type.Enum(steps),
  fraction: Type.Number({ minimum: 0, maximum: 1 }),
  secondsLeft: nullable(Type.Integer({ minimum: 0 })),
})

export const Failure = Type.Object({
  code: Type.Enum(failureCodes),
  message: Type.String({ description: 'What happened and what to do, for the owner.' }),
  retryable: Type.Boolean(),
})

/** A live permission for one cohort to see the clip. */
export const Grant = Type.Object({
  id: IdSchema<GrantId>(),
  cohort: Type.Object({ id: IdSchema<CohortId>(), name: Type.String() }),
  canComment: Type.Boolean(),
  canDownload: Type.Boolean(),
  grantedAt: Instant,
  evaluators: Type.Array(
    Type.Object({ id: IdSchema<PersonId>(), name: Type.String(), acknowledged: Type.Boolean() }),
    {
      description:
        'For the owner: who in the cohort rates them for employment. Such a person sees the clip only where `acknowledged`. Empty for others.',
    },
  ),
})
export type Grant = Static<typeof Grant>

export const Clip = Type.Object({
  id: IdSchema<ClipId>(),
  title: Type.String(),
  ...{ tried, question },
  owner: nullable(
    Type.Object(PersonName.properties, {
      description: 'Null for an exemplar whose owner asked not to be named.',
    }),
  ),
  state: Type.Enum(shownStates),
  createdAt: Instant,
  cutNo: Type.Integer({ description: 'Grows each time the clip is cut: times on it are times on this cut.' }),
  durationMs: nullable(Type.Integer({ minimum: 0 })),
  width: nullable(Type.Integer({ description: 'Of the upright picture, in pixels; null for sound alone.' })),
  height: nullable(Type.Integer()),
  progress: nullable(Progress),
  failure: nullable(Failure),
  posterUrl: nullable(Type.String()),
  grants: Type.Array(Grant, {
    description: 'The owner sees all of them; others those of cohorts they are in.',
  }),
  exemplarId: nullable(
    Type.Unsafe<ExemplarId>(
      Type.String({
        format: 'uuid',
        description: 'It is published as this exemplar, to the viewer among others.',
      }),
    ),
  ),
  studiedIn: Type.Array(Type.Object({ id: IdSchema<CohortId>(), name: Type.String() }), {
    description:
      'Cohorts in which the viewer can talk about this exemplar with colleagues; its owner does not read that.',
  }),
  can: Type.Object(
    {
      play: Type.Boolean(),
      download: Type.Boolean(),
      retry: Type.Boolean(),
      share: Type.Boolean(),
      withdraw: Type.Boolean(),
      restore: Type.Boolean(),
      remove: Type.Boolean(),
    },
    { description: 'What the viewer may do with the clip now.' },
  ),
})
export type Clip = Static<typeof Clip>
export const ClipPage = page(Clip)
export const BareClipQuery = Type.Object({ ...PageQuery })

export const ClipQuery = Type.Object({
  cohortId: Type.Optional(
    Type.Unsafe<CohortId>(
      Type.String({ format: 'uuid', description: 'Only what is shared with this cohort now.' }),
    ),
  ),
  owner: Type.Optional(
    Type.Enum(['me', 'others'] as const, { description: 'Only my own, or only those of others.' }),
  ),
  ...PageQuery,
})
export type ClipQuery = Static<typeof ClipQuery>

/** The multipart form of `POST /clips`; its parts may come in any order. */
export const ClipForm = Type.Object({
  title: ClipTitle,
  file: Type.Unsafe<never>({ type: 'string', format: 'binary', description: 'The recording.' }),
  sha256: Type.Optional(
    Type.String({
      pattern: '^[0-9a-fA-F]{64}$',
      description: 'Of the file, to be compared with what arrived.',
    }),
  ),
})

export const CreatedClip = Type.Object({ id: IdSchema<ClipId>(), state: Type.Enum(shownStates) })

export const ShareClip = Type.Object(
  {
    cohortId: IdSchema<CohortId>(),
    canComment: Type.Optional(Type.Boolean({ default: true })),
    canDownload: Type.Optional(Type.Boolean({ default: false })),
    acknowledgedEvaluatorIds: Type.Optional(
      Type.Array(IdSchema<PersonId>(), {
        maxItems: 200,
        default: [],
        description: 'People in the cohort who rate the owner, and may watch all the same.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type ShareClip = Static<typeof ShareClip>

export const Playback = Type.Object({
  id: IdSchema<PlaybackId>(),
  playlistUrl: Type.String({
    description:
      'HLS master playlist; every URI in it is on this server. While there is no picture that moves, the media playlist of stills and speech, or one MP4 file (`media.mp4`). Look again once the state of the clip changes.',
  }),
  posterUrl: nullable(Type.String()),
  storyboardUrl: nullable(
    Type.String({ description: 'WebVTT whose cues name tiles: `sheet.jpg#xywh=x,y,w,h`.' }),
  ),
  audioUrl: nullable(Type.String({ description: 'The sound alone, one file.' })),
  leanUrl: nullable(
    Type.String({
      description:
        'Of a long clip, stills and speech for the weakest links, one file; its playlist lies beside it as `media.m3u8`.',
    }),
  ),
})
export type Playback = Static<typeof Playback>

export const Download = Type.Object({
  url: Type.String({
    description: 'Answers the file for twelve hours, to this person alone; ranges are served.',
  }),
  filename: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
})
export type Download = Static<typeof Download>
