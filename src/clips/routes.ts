import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { findClips } from './find-clips.ts'
import { findPlayback } from './find-playback.ts'
import { findShownClip } from './find-shown-clip.ts'
import { removeClip } from './remove-clip.ts'
import { restoreClip } from './restore-clip.ts'
import { retryClip } from './retry-clip.ts'
import { Clip, ClipPage, ClipParams, ClipQuery, Playback } from './schemas.ts'
import { withdrawClip } from './withdraw-clip.ts'

export const clipRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['clips']
  const nothing = { 204: Type.Null() }

  app.get(
    '/clips',
    {
      config,
      schema: {
        tags,
        summary: 'My clips and those shared with me',
        querystring: ClipQuery,
        response: { 200: ClipPage },
      },
    },
    ({ viewer, query }) => findClips(db, viewer, query),
  )
  app.get(
    '/clips/:clipId',
    { config, schema: { tags, summary: 'One clip', params: ClipParams, response: { 200: Clip } } },
    ({ viewer, params }) => findShownClip(db, viewer, params.clipId),
  )
  app.delete(
    '/clips/:clipId',
    {
      config,
      schema: { tags, summary: 'Remove a clip that never came to be', params: ClipParams, response: nothing },
    },
    async ({ viewer, params }, reply) => {
      await removeClip(db, viewer, params.clipId)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/clips/:clipId/playback',
    {
      config,
      schema: { tags, summary: 'Where to play it from', params: ClipParams, response: { 200: Playback } },
    },
    ({ viewer, params }) => findPlayback(db, viewer, params.clipId),
  )
  app.post(
    '/clips/:clipId/retry',
    {
      config,
      schema: { tags, summary: 'Prepare a failed clip again', params: ClipParams, response: { 202: Clip } },
    },
    async ({ viewer, params }, reply) => {
      await retryClip(db, viewer, params.clipId)
      return reply.code(202).send(await findShownClip(db, viewer, params.clipId))
    },
  )
  app.put(
    '/clips/:clipId/withdrawal',
    { config, schema: { tags, summary: 'Take the clip back', params: ClipParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await withdrawClip(db, viewer, params.clipId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/clips/:clipId/withdrawal',
    { config, schema: { tags, summary: 'Bring the clip back', params: ClipParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await restoreClip(db, viewer, params.clipId)
      return reply.code(204).send(null)
    },
  )
}
