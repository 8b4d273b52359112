import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { chooseMoment, unchooseAll, unchooseMoment } from './choose-moment.ts'
import { findMirror } from './find-mirror.ts'
import { findPack } from './find-pack.ts'
import * as schemas from './schemas.ts'

export const packRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['packs']
  const response = { 200: schemas.Pack }

  app.get(
    '/assignments/:assignmentId/pack',
    {
      config,
      schema: {
        ...{ tags, summary: 'What the room needs from the talk of an assignment' },
        ...{ params: schemas.PackParams, response },
      },
    },
    ({ viewer, params }) => findPack(db, viewer, params.assignmentId),
  )
  app.put(
    '/assignments/:assignmentId/pack/choices/:threadId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take the moment of a thread to the room, or leave it out' },
        ...{ params: schemas.ChoiceParams, body: schemas.ChooseMoment, response },
      },
    },
    ({ viewer, params, body }) => chooseMoment(db, viewer, params.assignmentId, params.threadId, body),
  )
  app.delete(
    '/assignments/:assignmentId/pack/choices/:threadId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take back what was chosen of a moment' },
        ...{ params: schemas.ChoiceParams, response },
      },
    },
    ({ viewer, params }) => unchooseMoment(db, viewer, params.assignmentId, params.threadId),
  )
  app.delete(
    '/assignments/:assignmentId/pack/choices',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take back all that was chosen' },
        ...{ params: schemas.PackParams, response },
      },
    },
    ({ viewer, params }) => unchooseAll(db, viewer, params.assignmentId),
  )
  app.get(
    '/cohorts/:cohortId/mirror',
    {
      config,
      schema: {
        ...{ tags, summary: 'How a cohort of mine talks: shares of kinds, with five voices or more' },
        ...{
          params: schemas.MirrorParams,
          querystring: schemas.MirrorQuery,
          response: { 200: schemas.Mirror },
        },
      },
    },
    ({ viewer, params, query }) => findMirror(db, viewer, params.cohortId, query.assignmentId),
  )
}
