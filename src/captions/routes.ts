import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { askForCaptions } from './ask-for-captions.ts'
import { findCaptions, findCaptionsFile } from './find-captions.ts'
import { removeCaptions } from './remove-captions.ts'
import { CaptionsClipParams, CaptionsList, CaptionsParams, SetCaptions } from './schemas.ts'
import { setCaptions } from './set-captions.ts'

/** A megabyte of text, as JSON escapes it. */
const bodyLimit = 4 * 2 ** 20

export const captionRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['captions']
  const canMake = platform.config.captionsCommand !== undefined

  // A file may be sent as it is: `curl --upload-file lesson.vtt`.
  app.addContentTypeParser(
    ['text/vtt', 'text/plain', 'application/x-subrip'],
    { parseAs: 'string', bodyLimit: 2 ** 20 },
    async (_request: unknown, file: string | Buffer) => ({ file: String(file) }),
  )
  app.get(
    '/clips/:clipId/captions',
    {
      config,
      schema: {
        ...{ tags, summary: 'The languages a clip is captioned in' },
        ...{ params: CaptionsClipParams, response: { 200: CaptionsList } },
      },
    },
    ({ viewer, params }) => findCaptions(db, viewer, params.clipId, canMake),
  )
  app.get(
    '/clips/:clipId/captions/:language',
    {
      config,
      schema: {
        ...{ tags, summary: 'The captions in one language, as WebVTT' },
        ...{ params: CaptionsParams, response: { 200: Type.String() } },
      },
    },
    async ({ viewer, params }, reply) =>
      reply
        // School machines are shared, and a clip that was taken back must be gone.
        .header('cache-control', 'private, no-store')
        .type('text/vtt; charset=utf-8')
        .send(await findCaptionsFile(db, viewer, params.clipId, params.language)),
  )
  app.put(
    '/clips/:clipId/captions/:language',
    {
      config,
      bodyLimit,
      schema: {
        ...{ tags, summary: 'Caption my clip, from a file or line by line' },
        ...{ params: CaptionsParams, body: SetCaptions, response: { 200: CaptionsList } },
      },
    },
    async ({ viewer, params, body }) => {
      await setCaptions(db, viewer, params.clipId, params.language, body)
      return findCaptions(db, viewer, params.clipId, canMake)
    },
  )
  app.delete(
    '/clips/:clipId/captions/:language',
    {
      config,
      schema: { tags, summary: 'Remove them', params: CaptionsParams, response: { 204: Type.Null() } },
    },
    async ({ viewer, params }, reply) => {
      await removeCaptions(db, viewer, params.clipId, params.language)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/clips/:clipId/captions',
    {
      config,
      schema: {
        ...{ tags, summary: 'Have a program caption my clip' },
        ...{ params: CaptionsClipParams, response: { 202: CaptionsList } },
      },
    },
    async ({ viewer, params }, reply) => {
      await askForCaptions(db, viewer, params.clipId, canMake)
      return reply.code(202).send(await findCaptions(db, viewer, params.clipId, canMake))
    },
  )
}
