import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { CutPage, MakeAnotherClip, SetCut } from './cut-schemas.ts'
import { findCuts } from './find-cuts.ts'
import { findShownClip } from './find-shown-clip.ts'
import { makeAnotherClip } from './make-another-clip.ts'
import { Clip, ClipParams, ClipQuery } from './schemas.ts'
import { setCut } from './set-cut.ts'

export const cutRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['clips']

  app.put(
    '/clips/:clipId/cut',
    {
      config,
      schema: {
        tags,
        summary: 'Say which part of the recording the clip is',
        params: ClipParams,
        body: SetCut,
        response: { 202: Clip },
      },
    },
    async ({ viewer, params, body }, reply) => {
      await setCut(db, viewer, params.clipId, body)
      return reply.code(202).send(await findShownClip(db, viewer, params.clipId))
    },
  )
  app.post(
    '/clips/:clipId/clips',
    {
      config,
      schema: {
        tags,
        summary: 'Make a part of the recording a clip of its own',
        params: ClipParams,
        body: MakeAnotherClip,
        response: { 201: Clip },
      },
    },
    async ({ viewer, params, body }, reply) => {
      const clipId = await makeAnotherClip(platform, viewer, params.clipId, body)
      return reply.code(201).send(await findShownClip(db, viewer, clipId))
    },
  )
  app.get(
    '/clips/:clipId/cuts',
    {
      config,
      schema: {
        tags,
        summary: 'The cuts of a clip, newest first',
        params: ClipParams,
        querystring: ClipQuery,
        response: { 200: CutPage },
      },
    },
    ({ viewer, params, query }) => findCuts(db, viewer, params.clipId, query),
  )
}
