import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { bringThread } from './bring-thread.ts'
import { CommentParams, ThreadParams } from './schemas.ts'
import { takeBackBringing } from './take-back-bringing.ts'
import { takeBackThanks } from './take-back-thanks.ts'
import { thankComment } from './thank-comment.ts'

/** What can be done with a colleague's words beside answering them. */
export const facilitationRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform: { db } },
) => {
  const config = { access: 'signed-in' } as const
  const tags = ['threads']
  const response = { 204: Type.Null() }

  app.put(
    '/comments/:commentId/thanks',
    {
      config,
      schema: { tags, summary: 'Thank somebody for their words', params: CommentParams, response },
    },
    async ({ viewer, params }, reply) => {
      await thankComment(db, viewer, params.commentId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/comments/:commentId/thanks',
    { config, schema: { tags, summary: 'Take my thanks back', params: CommentParams, response } },
    async ({ viewer, params }, reply) => {
      await takeBackThanks(db, viewer, params.commentId)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/threads/:threadId/bringing',
    { config, schema: { tags, summary: 'Bring a thread to the meeting', params: ThreadParams, response } },
    async ({ viewer, params }, reply) => {
      await bringThread(db, viewer, params.threadId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/threads/:threadId/bringing',
    { config, schema: { tags, summary: 'Bring it no longer', params: ThreadParams, response } },
    async ({ viewer, params }, reply) => {
      await takeBackBringing(db, viewer, params.threadId)
      return reply.code(204).send(null)
    },
  )
}
