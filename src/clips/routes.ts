import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { changeClip } from './change-clip.ts'
import { findClips } from './find-clips.ts'
import { findPlayback } from './find-playback.ts'
import { findShownClip } from './find-shown-clip.ts'
import { findSound } from './find-sound.ts'
import { grantPlayback } from './grant-playback.ts'
import { removeClip } from './remove-clip.ts'
import { restoreClip } from './restore-clip.ts'
import { retryClip } from './retry-clip.ts'
import { ChangeClip, Clip, ClipPage, ClipParams, ClipQuery, Playback, PlaybackParams } from './schemas.ts'
import { Sound, SoundQuery, usualPeaks } from './sound-schemas.ts'
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
  app.patch(
    '/clips/:clipId',
    {
      config,
      schema: {
        tags,
        summary: 'Change what I say about my clip',
        params: ClipParams,
        body: ChangeClip,
        response: { 200: Clip },
      },
    },
    async ({ viewer, params, body }) => {
      await changeClip(db, viewer, params.clipId, body)
      return findShownClip(db, viewer, params.clipId)
    },
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
      // Each answer is a play that the owner is told of, and a HEAD plays nothing.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'Play it: where from, for twelve hours',
        params: ClipParams,
        response: { 200: Playback },
      },
    },
    async ({ viewer, params }, reply) => {
      reply.header('cache-control', 'no-store')
      return grantPlayback(db, viewer, params.clipId)
    },
  )
  app.get(
    '/clips/:clipId/playbacks/:playbackId',
    {
      config,
      schema: {
        tags,
        summary: 'Where a play that began plays from now',
        params: PlaybackParams,
        response: { 200: Playback },
      },
    },
    ({ viewer, params }) => findPlayback(db, viewer, params.clipId, params.playbackId),
  )
  app.get(
    '/clips/:clipId/sound',
    {
      config,
      schema: {
        tags,
        summary: 'Its sound as a picture: peaks, and where people talk',
        params: ClipParams,
        querystring: SoundQuery,
        response: { 200: Sound },
      },
    },
    ({ viewer, params, query }, reply) => {
      reply.header('cache-control', 'private, no-store')
      return findSound(db, viewer, params.clipId, query.peaks ?? usualPeaks)
    },
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
