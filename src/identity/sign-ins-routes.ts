import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { chooseOrganisation } from './choose-organisation.ts'
import { endAllSignIns, endOtherSignIns, endSignIn } from './end-sign-ins.ts'
import { findChoices } from './find-choices.ts'
import { findOwnSignIn } from './find-own-sign-in.ts'
import { findSignIns } from './find-sign-ins.ts'
import { setPassword } from './set-password.ts'
import {
  ChoicePage,
  ChooseOrganisation,
  OwnSignIn,
  SetPassword,
  SignInPage,
  SignInParams,
} from './sign-ins-schemas.ts'

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

  app.get(
    '/sign-ins',
    {
      config,
      schema: {
        tags,
        summary: 'My sign-ins, newest first',
        querystring: Type.Object(PageQuery),
        response: { 200: SignInPage },
      },
    },
    ({ viewer, query }) => findSignIns(db, viewer, query),
  )
  app.get(
    '/me/sign-in',
    { config, schema: { tags, summary: 'By what I sign in', response: { 200: OwnSignIn } } },
    ({ viewer }) => findOwnSignIn(db, viewer),
  )
  app.delete(
    '/sign-ins/others',
    {
      config,
      schema: {
        tags,
        summary: 'End my sign-ins in other browsers; tokens go on',
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer }, reply) => {
      await endOtherSignIns(db, viewer)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/sign-ins/:signInId',
    {
      config,
      schema: { tags, summary: 'End one sign-in', params: SignInParams, response: { 204: Type.Null() } },
    },
    async ({ viewer, params }, reply) => {
      await endSignIn(db, viewer, params.signInId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/sign-ins',
    {
      config,
      schema: {
        tags,
        summary: 'Sign out everywhere: ends every sign-in, this one too, and every token',
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer }, reply) => {
      await endAllSignIns(db, viewer)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/me/password',
    {
      // A whole school may have one address.
      config: { ...config, rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Set my password; ends my other sign-ins',
        body: SetPassword,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, body }, reply) => {
      await setPassword(db, viewer, body)
      return reply.code(204).send(null)
    },
  )
}
