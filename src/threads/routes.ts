import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { addComment } from './add-comment.ts'
import { deleteComment } from './delete-comment.ts'
import { editComment } from './edit-comment.ts'
import { findThreads } from './find-threads.ts'
import { reopenThread } from './reopen-thread.ts'
import { resolveThread } from './resolve-thread.ts'
import * as schemas from './schemas.ts'
import { startThread } from './start-thread.ts'

export const threadRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['threads']
  const nothing = { 204: Type.Null() }

  app.get(
    '/clips/:clipId/threads',
    {
      config,
      schema: {
        tags,
        summary: 'Talk about a clip, in clip order',
        params: schemas.ThreadClipParams,
        querystring: schemas.ThreadQuery,
        response: { 200: schemas.ThreadPage },
      },
    },
    ({ viewer, params, query }) => findThreads(db, viewer, params.clipId, query),
  )
  app.post(
    '/clips/:clipId/threads',
    {
      config,
      schema: {
        tags,
        summary: 'Start a thread at a moment',
        params: schemas.ThreadClipParams,
        body: schemas.StartThread,
        response: { 201: schemas.Thread },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await startThread(db, viewer, params.clipId, body)),
  )
  app.post(
    '/threads/:threadId/comments',
    {
      config,
      schema: {
        tags,
        summary: 'Answer in a thread',
        params: schemas.ThreadParams,
        body: schemas.AddComment,
        response: { 201: schemas.Comment },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await addComment(db, viewer, params.threadId, body)),
  )
  app.patch(
    '/comments/:commentId',
    {
      config,
      schema: {
        tags,
        summary: 'Change my own words',
        params: schemas.CommentParams,
        body: schemas.EditComment,
        response: { 200: schemas.Comment },
      },
    },
    ({ viewer, params, body }) => editComment(db, viewer, params.commentId, body),
  )
  app.delete(
    '/comments/:commentId',
    {
      config,
      schema: { tags, summary: 'Delete my own words', params: schemas.CommentParams, response: nothing },
    },
    async ({ viewer, params }, reply) => {
      await deleteComment(db, viewer, params.commentId)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/threads/:threadId/resolution',
    { config, schema: { tags, summary: 'Resolve', params: schemas.ThreadParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await resolveThread(db, viewer, params.threadId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/threads/:threadId/resolution',
    { config, schema: { tags, summary: 'Reopen', params: schemas.ThreadParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await reopenThread(db, viewer, params.threadId)
      return reply.code(204).send(null)
    },
  )
}
