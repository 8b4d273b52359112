import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import {
  type AssignmentId,
  type ClipId,
  type CohortId,
  type CycleId,
  IdSchema,
  type MeetingId,
  type PersonId,
  type ProtocolId,
  type StageId,
} from '../platform/ids.ts'
import { ProtocolName, ProtocolRef, StageBody } from './protocol-schemas.ts'

export const AssignmentParams = Type.Object({ assignmentId: IdSchema<AssignmentId>() })
export const StageParams = Type.Object({
  assignmentId: IdSchema<AssignmentId>(),
  stageId: IdSchema<StageId>(),
})
export const AssignmentCohortParams = Type.Object({ cohortId: IdSchema<CohortId>() })
export const AssignedClipParams = Type.Object({ clipId: IdSchema<ClipId>() })

const assignmentStates = ['planned', 'open', 'past due', 'closed', 'cancelled'] as const
export const AssignmentState = Type.Enum(assignmentStates)
export type AssignmentState = Static<typeof AssignmentState>

export const Stage = Type.Object({
  id: IdSchema<StageId>(),
  seq: Type.Integer(),
  ...StageBody.properties,
  opensAt: Instant,
  closesAt: Instant,
  state: Type.Enum(['to come', 'open', 'closed'] as const),
  mine: Type.Object({
    posts: Type.Integer({ description: 'What I said in it and did not delete.' }),
    mayPost: Type.Boolean(),
    why: nullable(Type.Enum(['not-open', 'not-your-turn', 'previous-stage-first'] as const)),
    asked: Type.Boolean({ description: 'It is for me to write in; some may write and need not.' }),
    left: Type.Integer({ description: 'How many posts it still asks of me, now or once it opens.' }),
    minutes: Type.Integer({ description: 'How long those take, about.' }),
  }),
  sealed: Type.Boolean({ description: 'What others say is closed to me until I post in it, or it closes.' }),
})
export type Stage = Static<typeof Stage>

export const AssignedClip = Type.Object({
  id: IdSchema<ClipId>(),
  position: Type.Integer({
    description: 'From 0. Clips that are out of reach are left out, so some may be missing.',
  }),
  title: Type.String(),
  durationMs: nullable(Type.Integer()),
  owner: nullable(PersonName),
  posterUrl: nullable(Type.String()),
})
export type AssignedClip = Static<typeof AssignedClip>

export const Assignment = Type.Object({
  id: IdSchema<AssignmentId>(),
  cohort: Type.Object({ id: IdSchema<CohortId>(), name: Type.String() }),
  forMeeting: nullable(
    Type.Object({ id: IdSchema<MeetingId>(), startsAt: Instant, endsAt: Instant, zone: Type.String() }),
  ),
  needsMeeting: Type.Boolean({ description: 'The meeting it was for is cancelled: it wants another one.' }),
  afterMeetingId: nullable(IdSchema<MeetingId>()),
  cycleId: nullable(IdSchema<CycleId>()),
  presenter: nullable(PersonName),
  protocol: ProtocolName,
  words: nullable(Type.String()),
  question: nullable(Type.String()),
  opensAt: Instant,
  dueAt: Instant,
  dueBy: Type.Enum(['rule', 'hand'] as const, { description: 'By rule it moves with the meeting.' }),
  zone: Type.String(),
  minutes: Type.Integer({ description: 'How long it takes one person, about.' }),
  state: AssignmentState,
  asksMeNow: Type.Boolean({ description: 'Something of it waits for me now: to write, or first to watch.' }),
  clips: Type.Array(AssignedClip),
  stages: Type.Array(Stage),
  can: Type.Object({ change: Type.Boolean() }),
})
export type Assignment = Static<typeof Assignment>
export const AssignmentPage = page(Assignment)
export const AssignmentItems = Type.Object({ items: Type.Array(Assignment) })

export const AssignmentQuery = Type.Object({
  state: Type.Optional(AssignmentState),
  forMeetingId: Type.Optional(
    Type.Unsafe<MeetingId>(Type.String({ format: 'uuid', description: 'Only those for this meeting.' })),
  ),
  ...PageQuery,
})
export type AssignmentQuery = Static<typeof AssignmentQuery>

export const mostClips = 8
const ClipIds = Type.Array(IdSchema<ClipId>(), { minItems: 1, maxItems: mostClips, uniqueItems: true })
const Words = nullable(Type.String({ maxLength: 2_000 }))
const Question = nullable(
  Type.String({ maxLength: 500, description: 'The opening question, pinned above the talk.' }),
)
const Minutes = nullable(Type.Integer({ minimum: 1, maximum: 1_000, description: 'Null: as estimated.' }))

export const CreateAssignment = Type.Object(
  {
    clipIds: ClipIds,
    protocol: ProtocolRef,
    forMeetingId: Type.Optional(nullable(IdSchema<MeetingId>())),
    afterMeetingId: Type.Optional(nullable(IdSchema<MeetingId>())),
    cycleId: Type.Optional(nullable(IdSchema<CycleId>())),
    presenterId: Type.Optional(nullable(IdSchema<PersonId>())),
    words: Type.Optional(Words),
    question: Type.Optional(Question),
    opensAt: Type.Optional(Instant),
    dueAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'Left out: by rule, and moving with the meeting.' }),
    ),
    minutes: Type.Optional(Minutes),
  },
  { additionalProperties: false },
)
export type CreateAssignment = Static<typeof CreateAssignment>

export const ChangeAssignment = Type.Object(
  {
    clipIds: Type.Optional(ClipIds),
    forMeetingId: Type.Optional(nullable(IdSchema<MeetingId>())),
    presenterId: Type.Optional(nullable(IdSchema<PersonId>())),
    words: Type.Optional(Words),
    question: Type.Optional(Question),
    opensAt: Type.Optional(Instant),
    dueAt: Type.Optional(nullable(Type.String({ format: 'date-time', description: 'Null: by rule again.' }))),
    minutes: Type.Optional(Minutes),
  },
  { additionalProperties: false },
)
export type ChangeAssignment = Static<typeof ChangeAssignment>

export const AddClip = Type.Object({ clipId: IdSchema<ClipId>() }, { additionalProperties: false })

export const DefaultsQuery = Type.Object({
  forMeetingId: Type.Optional(
    Type.Unsafe<MeetingId | 'none'>(
      Type.String({
        anyOf: [{ format: 'uuid' }, { const: 'none' }],
        description: 'Left out: the next one. `none` for none.',
      }),
    ),
  ),
  opensAt: Type.Optional(Instant),
  dueAt: Type.Optional(Instant),
  clipIds: Type.Optional(Type.Array(IdSchema<ClipId>(), { maxItems: 8 })),
  protocolKey: Type.Optional(Type.String({ maxLength: 60 })),
  protocolId: Type.Optional(IdSchema<ProtocolId>()),
  minutes: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000, description: 'In place of the estimate.' }),
  ),
  except: Type.Optional(
    Type.Unsafe<AssignmentId>(Type.String({ format: 'uuid', description: 'The one that is being changed.' })),
  ),
})
export type DefaultsQuery = Static<typeof DefaultsQuery>

const dueWarnings = [
  'quiet-hours',
  'past-latest-due',
  'not-a-working-day',
  'after-meeting',
  'little-time',
  'too-many-minutes',
] as const
export type DueWarning = (typeof dueWarnings)[number]

export const Defaults = Type.Object({
  forMeetingId: nullable(IdSchema<MeetingId>()),
  opensAt: Instant,
  dueAt: Instant,
  dueBy: Type.Enum(['rule', 'hand'] as const),
  zone: Type.String(),
  minutes: Type.Integer({ description: 'As estimated for the clips and the protocol.' }),
  warnings: Type.Array(Type.Enum(dueWarnings)),
  weeklyMinutes: Type.Object({ planned: Type.Integer(), limit: nullable(Type.Integer()) }),
})
export type Defaults = Static<typeof Defaults>

export const Participation = Type.Object({
  mode: Type.Enum(['names', 'counts'] as const),
  members: Type.Integer({ description: 'Those who are asked: who runs the cohort is not.' }),
  posted: Type.Integer(),
  done: Type.Integer(),
  nudged: Type.Integer(),
  people: nullable(
    Type.Array(
      Type.Object({
        id: IdSchema<PersonId>(),
        name: Type.String(),
        posted: Type.Boolean(),
        done: Type.Boolean(),
        nudged: Type.Boolean(),
      }),
    ),
  ),
})
export type Participation = Static<typeof Participation>

export const Nudge = Type.Object(
  {
    personIds: Type.Optional(
      Type.Array(IdSchema<PersonId>(), { minItems: 1, maxItems: 200, uniqueItems: true }),
    ),
  },
  { additionalProperties: false },
)
export type Nudge = Static<typeof Nudge>
export const Nudged = Type.Object({ nudged: Type.Integer() })
export type Nudged = Static<typeof Nudged>
