import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { findAllInvitations, findCohortInvitations } from './find-invitations.ts'
import {
  Accepted,
  AcceptInvitation,
  Invitation,
  InvitationPage,
  InvitationParams,
  InvitationPreview,
  InvitePerson,
  InviteToCohort,
  PreviewInvitation,
} from './invitation-schemas.ts'
import { invitePerson } from './invite-person.ts'
import { inviteToCohort } from './invite-to-cohort.ts'
import { previewInvitation } from './preview-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { CohortParams } from './schemas.ts'

/** How people come in. */
export const invitationRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const rateLimit = { max: 120, timeWindow: '1 minute' }
  const config = { access: 'signed-in' } as const
  const open = { access: 'public', rateLimit } as const
  const tags = ['invitations']

  app.post(
    '/cohorts/:cohortId/invitations',
    {
      config: { ...config, rateLimit },
      schema: {
        tags,
        summary: 'Invite somebody into a cohort, or invite them again',
        params: CohortParams,
        body: InviteToCohort,
        response: { 201: Invitation },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await inviteToCohort(db, viewer, params.cohortId, body)),
  )
  app.get(
    '/cohorts/:cohortId/invitations',
    {
      config,
      schema: {
        tags,
        summary: 'Open invitations into a cohort',
        params: CohortParams,
        querystring: Type.Object(PageQuery),
        response: { 200: InvitationPage },
      },
    },
    ({ viewer, params, query }) => findCohortInvitations(db, viewer, params.cohortId, query),
  )
  app.post(
    '/invitations',
    {
      config: { ...config, rateLimit },
      schema: {
        tags,
        summary: 'Invite somebody into the organisation, or invite them again',
        body: InvitePerson,
        response: { 201: Invitation },
      },
    },
    async ({ viewer, body }, reply) => reply.code(201).send(await invitePerson(db, viewer, body)),
  )
  app.get(
    '/administration/invitations',
    {
      config,
      schema: {
        tags,
        summary: 'Open invitations of the organisation',
        querystring: Type.Object(PageQuery),
        response: { 200: InvitationPage },
      },
    },
    ({ viewer, query }) => findAllInvitations(db, viewer, query),
  )
  app.delete(
    '/invitations/:invitationId',
    {
      config,
      schema: {
        tags,
        summary: 'Take an invitation back',
        params: InvitationParams,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, params }, reply) => {
      await revokeInvitation(db, viewer, params.invitationId)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/invitations/preview',
    {
      config: open,
      schema: {
        tags,
        summary: 'What the invitation behind a link is about',
        security: [],
        body: PreviewInvitation,
        response: { 200: InvitationPreview },
      },
    },
    async ({ body }, reply) => {
      reply.header('cache-control', 'no-store')
      return previewInvitation(db, body.token)
    },
  )
  app.post(
    '/invitations/accept',
    {
      config: open,
      schema: {
        tags,
        summary: 'Accept an invitation; sign in afterwards',
        security: [],
        body: AcceptInvitation,
        response: { 200: Accepted },
      },
    },
    async ({ body }) => acceptInvitation(db, body),
  )
}
