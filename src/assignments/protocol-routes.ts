import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type CohortId, IdSchema } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { changeProtocol } from './change-protocol.ts'
import { createProtocol } from './create-protocol.ts'
import { findProtocols } from './find-protocols.ts'
import { Protocol, ProtocolItems, ProtocolParams, WriteProtocol } from './protocol-schemas.ts'
import { retireProtocol } from './retire-protocol.ts'
import { AssignmentCohortParams } from './schemas.ts'

export const protocolRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['assignments']

  app.get(
    '/protocols',
    {
      config,
      schema: {
        tags,
        summary: 'Protocols to choose from: the built-in ones, and a cohort’s own',
        querystring: Type.Object({ cohortId: Type.Optional(IdSchema<CohortId>()) }),
        response: { 200: ProtocolItems },
      },
    },
    ({ viewer, query }) => findProtocols(db, viewer, query.cohortId),
  )
  app.post(
    '/cohorts/:cohortId/protocols',
    {
      config,
      schema: {
        tags,
        summary: 'Write a protocol of the cohort’s own',
        params: AssignmentCohortParams,
        body: WriteProtocol,
        response: { 201: Protocol },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await createProtocol(db, viewer, params.cohortId, body)),
  )
  app.put(
    '/protocols/:protocolId',
    {
      config,
      schema: {
        tags,
        summary: 'Write the next version of a protocol; what runs keeps its own',
        params: ProtocolParams,
        body: WriteProtocol,
        response: { 200: Protocol },
      },
    },
    ({ viewer, params, body }) => changeProtocol(db, viewer, params.protocolId, body),
  )
  app.delete(
    '/protocols/:protocolId',
    {
      config,
      schema: {
        tags,
        summary: 'Retire a protocol',
        params: ProtocolParams,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, params }, reply) => {
      await retireProtocol(db, viewer, params.protocolId)
      return reply.code(204).send(null)
    },
  )
}
