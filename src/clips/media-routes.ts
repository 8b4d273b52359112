import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type ClipId, IdSchema, type PlaybackId, type RenditionId, type StillId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { attachmentHeader } from './download-name.ts'
import { findDownload } from './find-download.ts'
import {
  findMasterPlaylist,
  findPlaylist,
  findPoster,
  findRendition,
  findSheet,
  findStoryboard,
} from './find-media.ts'
import { mayDownloadOn, mayPlayOn } from './find-reach.ts'
import { sendObject } from './send-object.ts'

const ofClip = { clipId: IdSchema<ClipId>() }
const ofPlayback = { ...ofClip, playbackId: IdSchema<PlaybackId>() }
const OfPlayback = Type.Object(ofPlayback)
const OfRendition = Type.Object({ ...ofPlayback, renditionId: IdSchema<RenditionId>() })
const OfSheet = Type.Object({ ...ofPlayback, stillId: IdSchema<StillId>() })
const OfDownload = Type.Object({ ...ofClip, downloadId: IdSchema<PlaybackId>() })
const OfPoster = Type.Object({ ...ofClip, stillId: IdSchema<StillId>() })

/**
 * Playlists, renditions and stills, streamed from the store with the viewer and their playback checked on every request.
 * Nothing of it may be kept: school machines are shared, and a clip that was taken back must be gone.
 */
export const mediaRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['media']
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'private, no-store')
  })

  app.get(
    '/clips/:clipId/playbacks/:playbackId/master.m3u8',
    { config, schema: { tags, summary: 'HLS master playlist', params: OfPlayback } },
    async ({ viewer, params }, reply) =>
      reply.type('application/vnd.apple.mpegurl').send(await findMasterPlaylist(db, viewer, params)),
  )
  app.get(
    '/clips/:clipId/playbacks/:playbackId/storyboard.vtt',
    { config, schema: { tags, summary: 'Storyboard tiles as WebVTT', params: OfPlayback } },
    async ({ viewer, params }, reply) =>
      reply.type('text/vtt').send(await findStoryboard(db, viewer, params)),
  )
  app.get(
    '/clips/:clipId/playbacks/:playbackId/renditions/:renditionId/media.m3u8',
    { config, schema: { tags, summary: 'HLS media playlist of one rendition', params: OfRendition } },
    async ({ viewer, params }, reply) =>
      reply
        .type('application/vnd.apple.mpegurl')
        .send(await findPlaylist(db, viewer, params, params.renditionId)),
  )
  app.get(
    '/clips/:clipId/playbacks/:playbackId/renditions/:renditionId/media.mp4',
    {
      config,
      schema: { tags, summary: 'The bytes of one rendition, or a range of them', params: OfRendition },
    },
    async (request, reply) => {
      const { viewer, params } = request
      const { kind, cutNo, ...object } = await findRendition(db, viewer, params, params.renditionId)
      reply.type(kind === 'audio' ? 'audio/mp4' : 'video/mp4')
      const mayGoOn = () => mayPlayOn(db, viewer, params.clipId, cutNo)
      return sendObject(platform, request, reply, { clipId: params.clipId, ...object, mayGoOn })
    },
  )
  app.get(
    '/clips/:clipId/playbacks/:playbackId/stills/:stillId',
    { config, schema: { tags, summary: 'A sheet of the storyboard', params: OfSheet } },
    async (request, reply) => {
      const { viewer, params } = request
      const { contentType, cutNo, ...object } = await findSheet(db, viewer, params, params.stillId)
      const mayGoOn = () => mayPlayOn(db, viewer, params.clipId, cutNo)
      return sendObject(platform, request, reply.type(contentType), {
        ...{ clipId: params.clipId, ...object, mayGoOn },
      })
    },
  )
  app.get(
    '/clips/:clipId/stills/:stillId',
    { config, schema: { tags, summary: 'A poster', params: OfPoster } },
    async (request, reply) => {
      const { viewer, params } = request
      const { contentType, cutNo, ...object } = await findPoster(db, viewer, params.clipId, params.stillId)
      const mayGoOn = () => mayPlayOn(db, viewer, params.clipId, cutNo)
      return sendObject(platform, request, reply.type(contentType), {
        ...{ clipId: params.clipId, ...object, mayGoOn },
      })
    },
  )
  app.get(
    '/clips/:clipId/downloads/:downloadId',
    { config, schema: { tags, summary: 'The file of a download that was started', params: OfDownload } },
    async (request, reply) => {
      const { viewer, params } = request
      const { cutNo, contentType, filename, ...object } = await findDownload(db, viewer, params)
      reply.type(contentType).header('content-disposition', attachmentHeader(filename))
      const mayGoOn = () => mayDownloadOn(db, viewer, params.clipId, cutNo)
      return sendObject(platform, request, reply, { clipId: params.clipId, ...object, mayGoOn })
    },
  )
}
