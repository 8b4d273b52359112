import { type Static, Type } from 'typebox'
import { Name, PersonName } from '../identity/schemas.ts'
import {
  ClientKey,
  Day,
  Instant,
  nullable,
  PageQuery,
  PlannedDay,
  page,
  words,
} from '../platform/http/schemas.ts'
import {
  type ClipId,
  type CohortId,
  type EntryId,
  type GoalId,
  IdSchema,
  type InvitationId,
  type PersonId,
  type StepId,
} from '../platform/ids.ts'
import { entryKinds } from './kinds.ts'

const Line = words(1_000)
const Body = words(10_000)

export const CoachingParams = Type.Object({ cohortId: IdSchema<CohortId>() })
export const GoalParams = Type.Object({ cohortId: IdSchema<CohortId>(), goalId: IdSchema<GoalId>() })
export const EntryParams = Type.Object({ cohortId: IdSchema<CohortId>(), entryId: IdSchema<EntryId>() })
export const StepParams = Type.Object({ cohortId: IdSchema<CohortId>(), stepId: IdSchema<StepId>() })

const invited = {
  personId: Type.Optional(
    Type.Unsafe<PersonId>({
      ...Type.String({ format: 'uuid' }),
      description: 'Somebody who is in a cohort with me; or else `email` and `name`.',
    }),
  ),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
  name: Type.Optional(Name),
  words: Type.Optional(
    nullable(Type.String({ minLength: 1, maxLength: 1_000, description: 'Why, in my own words.' })),
  ),
}
export const OfferCoaching = Type.Object({ about: Name, ...invited }, { additionalProperties: false })
export type OfferCoaching = Static<typeof OfferCoaching>
export const OfferAgain = Type.Object(invited, { additionalProperties: false })
export type OfferAgain = Static<typeof OfferAgain>
export const Offered = Type.Object({ id: IdSchema<CohortId>() })

export const Goal = Type.Object({
  id: IdSchema<GoalId>(),
  body: Type.String(),
  setBy: PersonName,
  setAt: Instant,
  reachedAt: nullable(Instant),
  mine: Type.Boolean(),
})
export type Goal = Static<typeof Goal>

export const Step = Type.Object({
  id: IdSchema<StepId>(),
  body: Type.String(),
  dueOn: Day,
  setBy: PersonName,
  setAt: Instant,
  doneAt: nullable(Instant),
  mine: Type.Boolean(),
})
export type Step = Static<typeof Step>

/** The clip is null where there is none, or where it is out of the viewer's reach by now. */
export const Entry = Type.Object({
  id: IdSchema<EntryId>(),
  kind: Type.Enum(entryKinds),
  body: Type.String(),
  author: PersonName,
  mine: Type.Boolean(),
  clip: nullable(
    Type.Object({
      id: IdSchema<ClipId>(),
      title: Type.String(),
      posterUrl: nullable(Type.String()),
      durationMs: nullable(Type.Integer()),
    }),
  ),
  createdAt: Instant,
  editedAt: nullable(Instant),
})
export type Entry = Static<typeof Entry>
export const EntryPage = page(Entry)
export type EntryPage = Static<typeof EntryPage>

const pair = {
  id: IdSchema<CohortId>(),
  about: Type.String(),
  with: nullable(
    Type.Unsafe<Static<typeof PersonName>>({ ...PersonName, description: 'Null until accepted.' }),
  ),
  mine: Type.Enum(['coach', 'coached'] as const),
  invited: nullable(
    Type.Object({
      id: IdSchema<InvitationId>(),
      name: Type.String(),
      expiresAt: Instant,
    }),
  ),
}
/** The next step is the one that is due first of those not done. */
export const Pair = Type.Object({ ...pair, nextStep: nullable(Step) })
export type Pair = Static<typeof Pair>
export const PairPage = page(Pair)

export const Coaching = Type.Object({
  ...pair,
  goals: Type.Array(Goal),
  steps: Type.Array(Step),
  entries: EntryPage,
})
export type Coaching = Static<typeof Coaching>
export const CoachingQuery = Type.Object({ ...PageQuery, kind: Type.Optional(Type.Enum(entryKinds)) })
export type CoachingQuery = Static<typeof CoachingQuery>

export const SetGoal = Type.Object({ body: Line, clientKey: ClientKey }, { additionalProperties: false })
export type SetGoal = Static<typeof SetGoal>
export const ChangeGoal = Type.Object(
  { body: Type.Optional(Line), reached: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
export type ChangeGoal = Static<typeof ChangeGoal>

export const SetStep = Type.Object(
  { body: Line, dueOn: PlannedDay, clientKey: ClientKey },
  { additionalProperties: false },
)
export type SetStep = Static<typeof SetStep>
export const ChangeStep = Type.Object(
  { body: Type.Optional(Line), dueOn: Type.Optional(PlannedDay), done: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
export type ChangeStep = Static<typeof ChangeStep>

export const WriteEntry = Type.Object(
  {
    kind: Type.Enum(entryKinds),
    body: Body,
    clipId: Type.Optional(nullable(IdSchema<ClipId>())),
    clientKey: ClientKey,
  },
  { additionalProperties: false },
)
export type WriteEntry = Static<typeof WriteEntry>
export const EditEntry = Type.Object(
  {
    kind: Type.Optional(Type.Enum(entryKinds)),
    body: Type.Optional(Body),
    clipId: Type.Optional(nullable(IdSchema<ClipId>())),
  },
  { additionalProperties: false },
)
export type EditEntry = Static<typeof EditEntry>
