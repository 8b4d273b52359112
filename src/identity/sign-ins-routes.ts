import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { chooseOrganisation } from './choose-organisation.ts'
import { findChoices } from './find-choices.ts'
import { ChoicePage, ChooseOrganisation } from './sign-ins-schemas.ts'

const tags = ['identity']

/** What a person's own sign-ins stand for, and where they are. */
export const signInsRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const

  app.get(
    '/sign-ins/choices',
    {
      config,
      schema: {
        tags,
        summary: 'The people I may act as, one in each organisation',
        querystring: Type.Object(PageQuery),
        response: { 200: ChoicePage },
      },
    },
    ({ viewer, query }) => findChoices(db, viewer, query),
  )
  app.put(
    '/sign-ins/current/organisation',
    {
      config,
      schema: {
        tags,
        summary: 'Choose the organisation this sign-in acts in',
        body: ChooseOrganisation,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, body }, reply) => {
      await chooseOrganisation(db, viewer, body.organisationId)
      return reply.code(204).send(null)
    },
  )
}
