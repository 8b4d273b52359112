import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { deleteAccount } from './delete-account.ts'
import { eraseDeparted } from './erase-departed.ts'
import { DeleteAccount, PersonParams } from './schemas.ts'

export const accountRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  app.delete(
    '/me',
    {
      // Passwords could be tried here too.
      config: { access: 'signed-in', rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: {
        tags: ['my data'],
        summary: 'Delete my account with all that is mine, for good',
        body: DeleteAccount,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, body }, reply) => {
      await deleteAccount(db, viewer, body)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/administration/people/:personId/erasure',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['administration'],
        summary: 'Erase somebody who left',
        params: PersonParams,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, params }, reply) => {
      await eraseDeparted(db, viewer, params.personId)
      return reply.code(204).send(null)
    },
  )
}
