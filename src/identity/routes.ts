import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { createToken } from './create-token.ts'
import { findMe } from './find-me.ts'
import { findOwnEvaluators } from './find-own-evaluators.ts'
import { findTokens } from './find-tokens.ts'
import { renameSelf } from './rename-self.ts'
import { revokeToken } from './revoke-token.ts'
import {
  CreatedToken,
  CreateToken,
  Me,
  OwnEvaluators,
  RenameSelf,
  SetUp,
  TokenPage,
  TokenParams,
} from './schemas.ts'
import { setUp } from './set-up.ts'

const tags = ['identity']

export const identityRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const

  app.get('/me', { config, schema: { tags, summary: 'Who I am', response: { 200: Me } } }, ({ viewer }) =>
    findMe(db, viewer),
  )
  app.patch(
    '/me',
    { config, schema: { tags, summary: 'Say what I am called', body: RenameSelf, response: { 200: Me } } },
    ({ viewer, body }) => renameSelf(db, viewer, body.name),
  )
  app.get(
    '/me/evaluators',
    {
      config,
      schema: { tags, summary: 'Who rates me for employment', response: { 200: OwnEvaluators } },
    },
    ({ viewer }) => findOwnEvaluators(db, viewer),
  )
  app.get(
    '/tokens',
    {
      config,
      schema: {
        tags,
        summary: 'My personal tokens',
        querystring: Type.Object(PageQuery),
        response: { 200: TokenPage },
      },
    },
    ({ viewer, query }) => findTokens(db, viewer, query),
  )
  app.post(
    '/tokens',
    {
      config: { ...config, rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: { tags, summary: 'Make a personal token', body: CreateToken, response: { 201: CreatedToken } },
    },
    async ({ viewer, body }, reply) => {
      reply.header('cache-control', 'no-store')
      return reply.code(201).send(await createToken(db, viewer, body.name))
    },
  )
  app.delete(
    '/tokens/:tokenId',
    {
      config,
      schema: { tags, summary: 'Revoke a token', params: TokenParams, response: { 204: Type.Null() } },
    },
    async ({ viewer, params }, reply) => {
      await revokeToken(db, viewer, params.tokenId)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/setup',
    {
      config: { access: 'public', rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Make the first organisation, with the secret of the one-time link',
        security: [],
        body: SetUp,
        response: { 204: Type.Null() },
      },
    },
    async ({ body }, reply) => {
      await setUp(db, body)
      return reply.code(204).send(null)
    },
  )
}
