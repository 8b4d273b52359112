import { type Static, Type } from 'typebox'
import { Milliseconds, Region } from '../clips/schemas.ts'
import { PersonName } from '../identity/schemas.ts'
import { ClientKey, Instant, nullable, PageQuery, page, words } from '../platform/http/schemas.ts'
import {
  type ClipId,
  type CohortId,
  type CommentId,
  IdSchema,
  type PersonId,
  type StageId,
  type ThreadId,
} from '../platform/ids.ts'
import { threadKinds } from './kinds.ts'

export const Body = words(10_000)

/** Where the clip was cut anew since, the moment would be another one: it is refused with 409. */
export const SaidOnCut = Type.Optional(
  Type.Integer({ minimum: 1, description: 'The `cutNo` of the clip that the times were read from.' }),
)

const InStage = Type.Optional(
  Type.Unsafe<StageId>(
    Type.String({
      format: 'uuid',
      description:
        'The stage that it belongs to, where an assignment runs; without it the first that takes it. 409 if none does.',
    }),
  ),
)
const OfStage = nullable(IdSchema<StageId>())
const Mentions = Type.Optional(
  Type.Array(IdSchema<PersonId>(), {
    maxItems: 100,
    description: 'Whom it mentions; each is in the cohort. Their names stand in the body, too.',
  }),
)

export const StartThread = Type.Object(
  {
    cohortId: IdSchema<CohortId>(),
    startMs: Type.Optional(Milliseconds),
    endMs: Type.Optional(Milliseconds),
    region: Type.Optional(Region),
    cutNo: SaidOnCut,
    stageId: InStage,
    kind: Type.Enum(threadKinds),
    body: Body,
    mentions: Mentions,
    clientKey: ClientKey,
  },
  { additionalProperties: false },
)
export type StartThread = Static<typeof StartThread>

export const Comment = Type.Object({
  id: IdSchema<CommentId>(),
  author: PersonName,
  body: nullable(Type.String({ description: 'Null once its author deleted it.' })),
  createdAt: Instant,
  readableAt: Type.String({
    format: 'date-time',
    description: 'From when I can read it: later than it was said where a sealed first look kept it from me.',
  }),
  editedAt: nullable(Instant),
  deletedAt: nullable(Instant),
  mine: Type.Boolean(),
  isNew: Type.Boolean({
    description: 'Somebody else said it, and I could read it only after I had read so far.',
  }),
  stageId: OfStage,
  mentions: Type.Array(PersonName, { description: 'Whom it mentions, of those who are in the cohort now.' }),
  thanks: Type.Object({
    mine: Type.Boolean({ description: 'I thanked for it.' }),
    by: nullable(Type.Array(PersonName, { description: 'For its author alone; null for everybody else.' })),
  }),
})
export type Comment = Static<typeof Comment>

/** Talk at a moment: an instant (`startMs`), a range (`startMs`, `endMs` exclusive) or the whole clip (neither). */
export const Thread = Type.Object({
  id: IdSchema<ThreadId>(),
  clipId: IdSchema<ClipId>(),
  cohortId: IdSchema<CohortId>(),
  stageId: OfStage,
  kind: Type.Enum(threadKinds),
  startMs: nullable(Type.Integer()),
  endMs: nullable(Type.Integer()),
  offClip: Type.Boolean({
    description: 'The owner cut its moment away: it has no time on the clip any more.',
  }),
  region: nullable(Region),
  createdAt: Instant,
  resolved: nullable(Type.Object({ by: PersonName, at: Instant })),
  brought: Type.Object(
    { mine: Type.Boolean(), by: Type.Array(PersonName) },
    { description: 'Who brings it to the meeting.' },
  ),
  comments: Type.Array(Comment, { description: 'Oldest first; the first is the thread’s own words.' }),
  can: Type.Object(
    { comment: Type.Boolean(), resolve: Type.Boolean() },
    { description: 'What the viewer may do with the thread now.' },
  ),
})
export type Thread = Static<typeof Thread>
export const ThreadPage = page(Thread)

export const ThreadQuery = Type.Object({
  cohortId: Type.Optional(IdSchema<CohortId>()),
  ...PageQuery,
})
export const ThreadClipParams = Type.Object({ clipId: IdSchema<ClipId>() })
export const ThreadParams = Type.Object({ threadId: IdSchema<ThreadId>() })
export const CommentParams = Type.Object({ commentId: IdSchema<CommentId>() })

export const AddComment = Type.Object(
  { body: Body, mentions: Mentions, stageId: InStage, clientKey: ClientKey },
  { additionalProperties: false },
)
export type AddComment = Static<typeof AddComment>
/** Without `mentions` it mentions whom it did. */
export const EditComment = Type.Object({ body: Body, mentions: Mentions }, { additionalProperties: false })
export type EditComment = Static<typeof EditComment>
