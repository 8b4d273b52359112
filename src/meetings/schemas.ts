import { type Static, Type } from 'typebox'
import { blockKinds } from '../calendars/kinds.ts'
import { Day, Instant, nullable, PageQuery, PlannedDay, page } from '../platform/http/schemas.ts'
import { type CohortId, IdSchema, type MeetingId, type SeriesId } from '../platform/ids.ts'

const body = { additionalProperties: false } as const

export const modes = ['in person', 'online', 'hybrid'] as const
export type Mode = (typeof modes)[number]

const Time = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'Of day, in the zone of the cohort: 15:30.',
})

export const CohortMeetingParams = Type.Object({ cohortId: IdSchema<CohortId>() })
export const MeetingParams = Type.Object({ meetingId: IdSchema<MeetingId>() })
export const SeriesParams = Type.Object({ seriesId: IdSchema<SeriesId>() })

export const Meeting = Type.Object({
  id: IdSchema<MeetingId>(),
  cohort: Type.Object({ id: IdSchema<CohortId>(), name: Type.String() }),
  seriesId: nullable(IdSchema<SeriesId>()),
  startsAt: Instant,
  endsAt: Instant,
  zone: Type.String({ description: 'Of the IANA list: in which it was planned, and is moved.' }),
  mode: Type.Enum(modes),
  place: nullable(Type.String()),
  link: nullable(Type.String()),
  agenda: nullable(Type.String()),
  cancelledAt: nullable(Instant),
  can: Type.Object({ change: Type.Boolean({ description: 'Move, change, cancel, bring back.' }) }),
})
export type Meeting = Static<typeof Meeting>
export const MeetingPage = page(Meeting)
export const MyMeetingsQuery = Type.Object(PageQuery)

const DayOrInstant = Type.String({
  anyOf: [PlannedDay, Instant],
  description: 'A day of the cohort’s zone, which is part of it, or an instant.',
})
export const MeetingsQuery = Type.Object({
  ...PageQuery,
  from: Type.Optional(DayOrInstant),
  until: Type.Optional(DayOrInstant),
})
export type MeetingsQuery = Static<typeof MeetingsQuery>

const minutes = Type.Integer({ minimum: 15, maximum: 720 })
const where = {
  place: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  link: Type.Optional(nullable(Type.String({ maxLength: 2_000, description: 'http or https.' }))),
}
const agenda = Type.Optional(nullable(Type.String({ maxLength: 10_000 })))
const despiteBlock = Type.Optional(
  Type.Boolean({ default: false, description: 'Plan it though the day is blocked.' }),
)

export const PlanMeeting = Type.Object(
  {
    ...{ startsOn: PlannedDay, startsAt: Time, minutes, mode: Type.Enum(modes) },
    ...{ ...where, agenda, despiteBlock },
  },
  body,
)
export type PlanMeeting = Static<typeof PlanMeeting>

export const ChangeMeeting = Type.Object(
  {
    startsOn: Type.Optional(PlannedDay),
    startsAt: Type.Optional(Time),
    minutes: Type.Optional(minutes),
    mode: Type.Optional(Type.Enum(modes)),
    ...{ ...where, agenda, despiteBlock },
  },
  body,
)
export type ChangeMeeting = Static<typeof ChangeMeeting>

export const SeriesRule = Type.Union([
  Type.Object(
    { every: Type.Literal('weeks'), weeks: Type.Integer({ minimum: 1, maximum: 4 }) },
    { ...body, description: 'On the weekday of the first day.' },
  ),
  Type.Object(
    {
      every: Type.Literal('month'),
      nth: Type.Union([Type.Integer({ minimum: 1, maximum: 4 }), Type.Literal(-1)], {
        description: '-1 is the last.',
      }),
      weekday: Type.Integer({ minimum: 1, maximum: 7, description: 'From Monday, 1, to Sunday, 7.' }),
    },
    body,
  ),
])

export const PlanSeries = Type.Object(
  {
    ...{
      rule: SeriesRule,
      firstOn: PlannedDay,
      lastOn: PlannedDay,
      startsAt: Time,
      minutes,
      mode: Type.Enum(modes),
    },
    ...where,
  },
  body,
)
export type PlanSeries = Static<typeof PlanSeries>
export const PlannedSeries = Type.Object({ id: IdSchema<SeriesId>(), meetings: Type.Array(Meeting) })
export type PlannedSeries = Static<typeof PlannedSeries>

export const SeriesPreview = Type.Object({
  zone: Type.String(),
  days: Type.Array(
    Type.Object({
      startsAt: Instant,
      endsAt: Instant,
      skippedFor: nullable(Type.String({ description: 'The name of what blocks the day.' })),
      overlaps: Type.Boolean({ description: 'The cohort meets then already.' }),
    }),
  ),
})
export type SeriesPreview = Static<typeof SeriesPreview>

export const CalendarQuery = Type.Object({
  from: Type.Optional(PlannedDay),
  until: Type.Optional(PlannedDay),
})
const Clock = Type.String({ description: 'A time of day in the zone, as in 19:00.' })
export const CohortCalendar = Type.Object({
  zone: Type.String(),
  blocks: Type.Array(
    Type.Object({
      kind: Type.Enum(blockKinds),
      name: Type.String(),
      startsOn: Day,
      endsOn: Day,
    }),
  ),
  agreement: Type.Object({
    quietFrom: nullable(Clock),
    quietUntil: nullable(Clock),
    latestDue: nullable(Clock),
    weeklyMinutes: nullable(Type.Integer()),
  }),
})
export type CohortCalendar = Static<typeof CohortCalendar>

export const Feed = Type.Object({
  createdAt: Type.Union([Instant, Type.Null()], { description: 'Null where there is none.' }),
})
export type Feed = Static<typeof Feed>
export const MadeFeed = Type.Object({
  url: Type.String({ description: 'Secret. It is in this answer and nowhere else.' }),
})
export type MadeFeed = Static<typeof MadeFeed>
export const FeedParams = Type.Object({ secret: Type.String({ maxLength: 200 }) })
export const FeedQuery = Type.Object({
  language: Type.Optional(Type.Enum(['en', 'es'] as const, { default: 'en' })),
})
