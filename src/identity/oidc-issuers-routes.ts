import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { addOidcIssuer } from './add-oidc-issuer.ts'
import { checkOidcIssuer } from './check-oidc-issuer.ts'
import { findOidcIssuers } from './find-oidc-issuers.ts'
import { AddOidcIssuer, CheckedIssuer, OidcIssuer, OidcIssuerPage, OidcIssuerParams } from './oidc-schemas.ts'
import { removeOidcIssuer } from './remove-oidc-issuer.ts'

interface Options {
  readonly platform: Platform
  readonly authSecret: string
}

/** Which OpenID issuers sign in an organisation's people. */
export const oidcIssuersRoutes: FastifyPluginAsyncTypebox<Options> = async (
  app,
  { platform: { db, config }, authSecret },
) => {
  const { publicUrl } = config
  const access = { access: 'signed-in' } as const
  const tags = ['identity']

  app.get(
    '/oidc-issuers',
    {
      config: access,
      schema: {
        tags,
        summary: 'The issuers that sign in our people (administrators)',
        querystring: Type.Object(PageQuery),
        response: { 200: OidcIssuerPage },
      },
    },
    ({ viewer, query }) => findOidcIssuers(db, viewer, publicUrl, query),
  )
  app.post(
    '/oidc-issuers',
    {
      config: { ...access, rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Let an issuer sign in our people (administrators)',
        body: AddOidcIssuer,
        response: { 201: OidcIssuer },
      },
    },
    async ({ viewer, body }, reply) =>
      reply.code(201).send(await addOidcIssuer(db, viewer, body, { publicUrl, authSecret })),
  )
  app.post(
    '/oidc-issuers/:issuerId/checks',
    {
      config: { ...access, rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Ask an issuer whether it is there (administrators)',
        params: OidcIssuerParams,
        response: { 200: CheckedIssuer },
      },
    },
    ({ viewer, params }) => checkOidcIssuer(db, viewer, params.issuerId, authSecret),
  )
  app.delete(
    '/oidc-issuers/:issuerId',
    {
      config: access,
      schema: {
        tags,
        summary: 'Take an issuer’s word no longer (administrators)',
        params: OidcIssuerParams,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, params }, reply) => {
      await removeOidcIssuer(db, viewer, params.issuerId)
      return reply.code(204).send(null)
    },
  )
}
