import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { ClipParams, Download } from './schemas.ts'
import { startDownload } from './start-download.ts'

export const downloadRoute: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  app.post(
    '/clips/:clipId/downloads',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['clips'],
        summary: 'Start to download it',
        params: ClipParams,
        response: { 201: Download },
      },
    },
    async ({ viewer, params }, reply) =>
      reply.code(201).send(await startDownload(platform.db, viewer, params.clipId)),
  )
}
