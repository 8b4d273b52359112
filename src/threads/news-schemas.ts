import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { type ClipId, type CohortId, IdSchema, type ThreadId } from '../platform/ids.ts'
import { threadKinds } from './kinds.ts'

const count = Type.Integer({ minimum: 1, description: 'Comments by others that I have not read.' })

/** A thread in which others said something that the viewer has not read. Times as in threads. */
export const News = Type.Object({
  threadId: IdSchema<ThreadId>(),
  clip: Type.Object({
    id: IdSchema<ClipId>(),
    title: Type.String(),
    owner: nullable(PersonName),
    posterUrl: nullable(Type.String()),
    durationMs: nullable(Type.Integer({ minimum: 0 })),
  }),
  cohort: Type.Object({ id: IdSchema<CohortId>(), name: Type.String() }),
  kind: Type.Enum(threadKinds),
  startMs: nullable(Type.Integer()),
  endMs: nullable(Type.Integer()),
  offClip: Type.Boolean(),
  latest: Type.Object({
    author: PersonName,
    at: Instant,
    excerpt: Type.String({ description: 'The beginning of what was said, on one line.' }),
  }),
  newComments: count,
})
export type News = Static<typeof News>
export const NewsPage = page(News)

export const ClipNews = Type.Object({ clipId: IdSchema<ClipId>(), newComments: count })
export type ClipNews = Static<typeof ClipNews>
export const ClipNewsPage = page(ClipNews)

export const NewsQuery = Type.Object({ ...PageQuery })

export const NoteReading = Type.Object(
  {
    until: Type.String({
      format: 'date-time',
      description: 'The `readableAt` of the newest comment that was shown. One to come counts as now.',
    }),
  },
  { additionalProperties: false },
)
