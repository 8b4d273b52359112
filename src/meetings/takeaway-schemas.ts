import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { ClientKey, Instant, nullable, PageQuery, page, words } from '../platform/http/schemas.ts'
import {
  type ClipId,
  type CohortId,
  IdSchema,
  type MeetingId,
  type TakeawayId,
  type ThreadId,
} from '../platform/ids.ts'

const takeawayKinds = ['decision', 'next try'] as const

const Body = words(2_000)

export const WriteTakeaway = Type.Object(
  {
    kind: Type.Enum(takeawayKinds),
    body: Body,
    threadId: Type.Optional(
      Type.Unsafe<ThreadId>(
        Type.String({ format: 'uuid', description: 'The moment it came from, talked about in this cohort.' }),
      ),
    ),
    clientKey: ClientKey,
  },
  { additionalProperties: false },
)
export type WriteTakeaway = Static<typeof WriteTakeaway>

export const ChangeTakeaway = Type.Object(
  { kind: Type.Optional(Type.Enum(takeawayKinds)), body: Type.Optional(Body) },
  { additionalProperties: false },
)
export type ChangeTakeaway = Static<typeof ChangeTakeaway>

/** What a cohort takes with it from a meeting: a decision, or what somebody will try next. */
export const Takeaway = Type.Object({
  id: IdSchema<TakeawayId>(),
  meetingId: IdSchema<MeetingId>(),
  author: PersonName,
  kind: Type.Enum(takeawayKinds),
  body: Type.String(),
  threadId: nullable(IdSchema<ThreadId>()),
  clipId: nullable(
    Type.Unsafe<ClipId>(
      Type.String({
        format: 'uuid',
        description: 'What the thread is about. Both are null where the viewer cannot read the thread.',
      }),
    ),
  ),
  createdAt: Instant,
  editedAt: nullable(Instant),
  mine: Type.Boolean(),
  can: Type.Object(
    { change: Type.Boolean(), remove: Type.Boolean() },
    { description: 'What the viewer may do with it: its author both, who runs the cohort take it out.' },
  ),
})
export type Takeaway = Static<typeof Takeaway>
export const TakeawayList = Type.Object({ items: Type.Array(Takeaway) })
export const TakeawayPage = page(Takeaway)

export const TakeawayMeetingParams = Type.Object({ meetingId: IdSchema<MeetingId>() })
export const TakeawayCohortParams = Type.Object({ cohortId: IdSchema<CohortId>() })
export const TakeawayParams = Type.Object({ takeawayId: IdSchema<TakeawayId>() })
export const TakeawayQuery = Type.Object(PageQuery)
