import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { type ClipId, type CohortId, type CommentId, IdSchema, type ThreadId } from '../platform/ids.ts'
import { threadKinds } from './kinds.ts'

/** Milliseconds on the clip's own timeline, from 0. */
const Milliseconds = Type.Integer({ minimum: 0, maximum: 24 * 3_600_000 })
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

export const Body = Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' })
export const ClientKey = Type.String({
  minLength: 8,
  maxLength: 100,
  pattern: '^[A-Za-z0-9._-]+$',
  description: "The caller's own key for this post: sending it again gives the same post, not a second one.",
})

/** Where the clip was cut anew since, the moment would be another one: it is refused with 409. */
export const SaidOnCut = Type.Optional(
  Type.Integer({ minimum: 1, description: 'The `cutNo` of the clip that the times were read from.' }),
)

export const StartThread = Type.Object(
  {
    cohortId: IdSchema<CohortId>(),
    startMs: Type.Optional(Milliseconds),
    endMs: Type.Optional(Milliseconds),
    region: Type.Optional(Region),
    cutNo: SaidOnCut,
    kind: Type.Enum(threadKinds),
    body: Body,
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
  editedAt: nullable(Instant),
  deletedAt: nullable(Instant),
  mine: Type.Boolean(),
})
export type Comment = Static<typeof Comment>

/** Talk at a moment: an instant (`startMs`), a range (`startMs`, `endMs` exclusive) or the whole clip (neither). */
export const Thread = Type.Object({
  id: IdSchema<ThreadId>(),
  clipId: IdSchema<ClipId>(),
  cohortId: IdSchema<CohortId>(),
  kind: Type.Enum(threadKinds),
  startMs: nullable(Type.Integer()),
  endMs: nullable(Type.Integer()),
  offClip: Type.Boolean({
    description: 'The owner cut its moment away: it has no time on the clip any more.',
  }),
  region: nullable(Region),
  createdAt: Instant,
  resolved: nullable(Type.Object({ by: PersonName, at: Instant })),
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

export const AddComment = Type.Object({ body: Body, clientKey: ClientKey }, { additionalProperties: false })
export type AddComment = Static<typeof AddComment>
export const EditComment = Type.Object({ body: Body }, { additionalProperties: false })
