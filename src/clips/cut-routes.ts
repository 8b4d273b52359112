import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { cutClip } from './cut-clip.ts'
import { CutClip, CutList } from './cut-schemas.ts'
import { findCuts } from './find-cuts.ts'
import { findShownClip } from './find-shown-clip.ts'
import { Clip, ClipParams } from './schemas.ts'

export const cutRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['clips']

  app.get(
    '/clips/:clipId/cuts',
    {
      config,
      schema: { tags, summary: 'The cuts of my clip', params: ClipParams, response: { 200: CutList } },
    },
    ({ viewer, params }) => findCuts(db, viewer, params.clipId),
  )
  app.put(
    '/clips/:clipId/cut',
    {
      config,
      schema: {
        tags,
        summary: 'Set where my clip begins and ends',
        params: ClipParams,
        body: CutClip,
        response: { 202: Clip },
      },
    },
    async ({ viewer, params, body }, reply) => {
      await cutClip(db, viewer, params.clipId, body)
      return reply.code(202).send(await findShownClip(db, viewer, params.clipId))
    },
  )
}
