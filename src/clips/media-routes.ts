import { pipeline, Readable, Transform } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type ClipId, IdSchema, type RenditionId, type StillId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { Problem } from '../platform/problems.ts'
import { ObjectMissing } from '../platform/storage/object-store.ts'
import { readRange } from './byte-range.ts'
import { findMasterPlaylist, findRendition, findStill, findStoryboard } from './find-playback.ts'
import { stillInReach } from './still-in-reach.ts'

const OfClip = Type.Object({ clipId: IdSchema<ClipId>() })
const OfRendition = Type.Object({ clipId: IdSchema<ClipId>(), renditionId: IdSchema<RenditionId>() })
const OfStill = Type.Object({ clipId: IdSchema<ClipId>(), stillId: IdSchema<StillId>() })

/**
 * Playlists, renditions and stills, streamed from the store with the viewer checked on every request. Nothing of it may
 * be kept: school machines are shared, and a clip that was taken back must be gone.
 */
export const mediaRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['media']
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'private, no-store')
  })

  app.get(
    '/clips/:clipId/master.m3u8',
    { config, schema: { tags, summary: 'HLS master playlist', params: OfClip } },
    async ({ viewer, params }, reply) =>
      reply.type('application/vnd.apple.mpegurl').send(await findMasterPlaylist(db, viewer, params.clipId)),
  )
  app.get(
    '/clips/:clipId/storyboard.vtt',
    { config, schema: { tags, summary: 'Storyboard tiles as WebVTT', params: OfClip } },
    async ({ viewer, params }, reply) =>
      reply.type('text/vtt').send(await findStoryboard(db, viewer, params.clipId)),
  )
  app.get(
    '/clips/:clipId/renditions/:renditionId/media.m3u8',
    { config, schema: { tags, summary: 'HLS media playlist of one rendition', params: OfRendition } },
    async ({ viewer, params }, reply) => {
      const { playlist } = await findRendition(db, viewer, params.clipId, params.renditionId)
      return reply.type('application/vnd.apple.mpegurl').send(playlist)
    },
  )
  app.get(
    '/clips/:clipId/renditions/:renditionId/media.mp4',
    {
      config,
      schema: { tags, summary: 'The bytes of one rendition, or a range of them', params: OfRendition },
    },
    async (request, reply) => {
      const { clipId, renditionId } = request.params
      const { kind, ...object } = await findRendition(db, request.viewer, clipId, renditionId)
      reply.type(kind === 'audio' ? 'audio/mp4' : 'video/mp4')
      return sendObject(platform, request, reply, clipId, object)
    },
  )
  app.get(
    '/clips/:clipId/stills/:stillId',
    { config, schema: { tags, summary: 'A poster, or a sheet of the storyboard', params: OfStill } },
    async (request, reply) => {
      const { clipId, stillId } = request.params
      const { contentType, ...object } = await findStill(db, request.viewer, clipId, stillId)
      reply.type(contentType)
      return sendObject(platform, request, reply, clipId, object)
    },
  )
}

async function sendObject(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
  clipId: ClipId,
  { objectKey, bytes, cutNo }: { objectKey: string; bytes: number; cutNo: number },
) {
  const asked = readRange(request.headers.range, bytes)
  reply.header('accept-ranges', 'bytes')
  if (asked.kind === 'unsatisfiable') {
    reply.header('content-range', `bytes */${bytes}`)
    throw new Problem(416, 'range-not-satisfiable', 'There are no such bytes in this file.')
  }
  const range = asked.kind === 'part' ? asked.range : { start: 0, end: bytes }
  if (asked.kind === 'part') {
    reply.code(206).header('content-range', `bytes ${range.start}-${range.end - 1}/${bytes}`)
  }
  reply.header('content-length', range.end - range.start)
  // Without a body at all Fastify would say that the file is empty.
  if (request.method === 'HEAD') return reply.send(Readable.from([]))

  const reach = stillInReach(platform, request.viewer, clipId, cutNo)
  try {
    const body = await platform.store.read(objectKey, range, reach.signal)
    return await reply.send(closedWith(body, reach))
  } catch (error) {
    reach.stop()
    if (error instanceof ObjectMissing) throw new Problem(404, 'not-found', 'This file is no longer there.')
    throw error
  }
}

/** Ends the sending at once when the reach is lost: the connection breaks, so that no player takes it for whole. */
function closedWith(body: Readable, { signal, stop }: ReturnType<typeof stillInReach>): Readable {
  const sending = new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) })
  signal.addEventListener('abort', () => sending.destroy(new Error('the clip was taken back')), {
    once: true,
  })
  pipeline(body, sending, stop)
  return sending
}
