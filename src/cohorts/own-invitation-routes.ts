import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { answerInvitation } from './answer-invitation.ts'
import { findOwnInvitations } from './find-own-invitations.ts'
import { InvitationParams, Joined, OwnInvitationPage } from './invitation-schemas.ts'

/** What I am invited to, for those who are here already. */
export const ownInvitationRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['invitations']

  app.get(
    '/me/invitations',
    {
      config,
      schema: {
        tags,
        summary: 'Cohorts I am invited to, and have not answered',
        querystring: Type.Object(PageQuery),
        response: { 200: OwnInvitationPage },
      },
    },
    ({ viewer, query }) => findOwnInvitations(db, viewer, query),
  )
  app.put(
    '/me/invitations/:invitationId/acceptance',
    {
      config,
      schema: {
        tags,
        summary: 'Join the cohort I am invited to',
        params: InvitationParams,
        response: { 200: Joined },
      },
    },
    async ({ viewer, params }) => ({
      cohortId: await answerInvitation(db, viewer, params.invitationId, 'accept'),
    }),
  )
  app.delete(
    '/me/invitations/:invitationId',
    {
      config,
      schema: {
        tags,
        summary: 'Decline an invitation',
        params: InvitationParams,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, params }, reply) => {
      await answerInvitation(db, viewer, params.invitationId, 'decline')
      return reply.code(204).send(null)
    },
  )
}
