import { type Static, Type } from 'typebox'
import { Milliseconds } from '../clips/schemas.ts'
import { ClientKey, Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { type ClipId, IdSchema, type NoteId } from '../platform/ids.ts'
import { Body, SaidOnCut } from './schemas.ts'

/** A note has words; a marker has a moment and none. */
export const KeepNote = Type.Object(
  {
    startMs: Type.Optional(Milliseconds),
    endMs: Type.Optional(Milliseconds),
    cutNo: SaidOnCut,
    body: Type.Optional(Body),
    clientKey: ClientKey,
  },
  { additionalProperties: false },
)
export type KeepNote = Static<typeof KeepNote>

export const EditNote = Type.Object({ body: Body }, { additionalProperties: false })

/** Read by its author alone. Times as in threads: on the clip as it is cut now. */
export const Note = Type.Object({
  id: IdSchema<NoteId>(),
  clipId: IdSchema<ClipId>(),
  startMs: nullable(Type.Integer()),
  endMs: nullable(Type.Integer()),
  offClip: Type.Boolean(),
  body: nullable(Type.String({ description: 'Null for a marker.' })),
  createdAt: Instant,
  editedAt: nullable(Instant),
})
export type Note = Static<typeof Note>
export const NotePage = page(Note)
export const NoteQuery = Type.Object({ ...PageQuery })
export const NoteParams = Type.Object({ noteId: IdSchema<NoteId>() })
