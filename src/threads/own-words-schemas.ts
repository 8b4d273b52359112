import { type Static, Type } from 'typebox'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { type ClipId, type CommentId, IdSchema, type NoteId, type ThreadId } from '../platform/ids.ts'
import { threadKinds } from './kinds.ts'

const OfClip = nullable(
  Type.Object({ id: IdSchema<ClipId>(), title: Type.String() }, { description: 'Null while out of reach.' }),
)

/** Something I said, wherever it stands. */
export const OwnWords = Type.Object({
  id: IdSchema<CommentId>(),
  threadId: IdSchema<ThreadId>(),
  clip: OfClip,
  cohort: Type.String(),
  kind: nullable(Type.Enum(threadKinds, { description: 'Null for a reply.' })),
  body: Type.String(),
  createdAt: Instant,
  editedAt: nullable(Instant),
})
export type OwnWords = Static<typeof OwnWords>
export const OwnWordsPage = page(OwnWords)

/** A note or marker of mine, wherever it stands. */
export const OwnNote = Type.Object({
  id: IdSchema<NoteId>(),
  clip: OfClip,
  body: nullable(Type.String({ description: 'Null for a marker.' })),
  createdAt: Instant,
  editedAt: nullable(Instant),
})
export type OwnNote = Static<typeof OwnNote>
export const OwnNotePage = page(OwnNote)
export const OwnWordsQuery = Type.Object({ ...PageQuery })
