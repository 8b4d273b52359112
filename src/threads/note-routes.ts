import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { deleteNote } from './delete-note.ts'
import { editNote } from './edit-note.ts'
import { findNotes } from './find-notes.ts'
import { keepNote } from './keep-note.ts'
import { EditNote, KeepNote, Note, NotePage, NoteParams, NoteQuery } from './note-schemas.ts'
import { ThreadClipParams } from './schemas.ts'

export const noteRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['notes']

  app.get(
    '/clips/:clipId/notes',
    {
      config,
      schema: {
        tags,
        summary: 'My own notes and markers on a clip, in clip order',
        params: ThreadClipParams,
        querystring: NoteQuery,
        response: { 200: NotePage },
      },
    },
    ({ viewer, params, query }) => findNotes(db, viewer, params.clipId, query),
  )
  app.post(
    '/clips/:clipId/notes',
    {
      config,
      schema: {
        tags,
        summary: 'Keep a note, or mark a moment, for myself',
        params: ThreadClipParams,
        body: KeepNote,
        response: { 201: Note },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await keepNote(db, viewer, params.clipId, body)),
  )
  app.patch(
    '/notes/:noteId',
    {
      config,
      schema: {
        tags,
        summary: 'Change my note',
        params: NoteParams,
        body: EditNote,
        response: { 200: Note },
      },
    },
    ({ viewer, params, body }) => editNote(db, viewer, params.noteId, body.body),
  )
  app.delete(
    '/notes/:noteId',
    {
      config,
      schema: { tags, summary: 'Delete my note', params: NoteParams, response: { 204: Type.Null() } },
    },
    async ({ viewer, params }, reply) => {
      await deleteNote(db, viewer, params.noteId)
      return reply.code(204).send(null)
    },
  )
}
