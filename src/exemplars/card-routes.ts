import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { addTeachingNote } from './add-teaching-note.ts'
import { AddNote, ChangeCard, EditNote, NoteParams } from './card-schemas.ts'
import { changeCard } from './change-card.ts'
import { deleteTeachingNote } from './delete-teaching-note.ts'
import { editTeachingNote } from './edit-teaching-note.ts'
import { Exemplar, ExemplarParams } from './schemas.ts'

export const cardRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['exemplars']

  app.patch(
    '/exemplars/:exemplarId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Describe an exemplar: the context card, and what it is about' },
        ...{ params: ExemplarParams, body: ChangeCard, response: { 200: Exemplar } },
      },
    },
    ({ viewer, params, body }) => changeCard(db, viewer, params.exemplarId, body),
  )
  app.post(
    '/exemplars/:exemplarId/notes',
    {
      config,
      schema: {
        ...{ tags, summary: 'Write a teaching note beside a moment' },
        ...{ params: ExemplarParams, body: AddNote, response: { 201: Exemplar } },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await addTeachingNote(db, viewer, params.exemplarId, body)),
  )
  app.patch(
    '/exemplars/:exemplarId/notes/:noteId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Change a teaching note' },
        ...{ params: NoteParams, body: EditNote, response: { 200: Exemplar } },
      },
    },
    ({ viewer, params, body }) => editTeachingNote(db, viewer, params.exemplarId, params.noteId, body),
  )
  app.delete(
    '/exemplars/:exemplarId/notes/:noteId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take out a teaching note' },
        ...{ params: NoteParams, response: { 200: Exemplar } },
      },
    },
    ({ viewer, params }) => deleteTeachingNote(db, viewer, params.exemplarId, params.noteId),
  )
}
