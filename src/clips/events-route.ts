import { PassThrough } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isMember } from '../cohorts/is-member.ts'
import { isStillSignedIn } from '../identity/is-still-signed-in.ts'
import type { Platform } from '../platform/platform.ts'
import { findClip, visibleClips } from './find-clip.ts'
import { ownsClip } from './policy.ts'
import { ClipParams } from './schemas.ts'

const heartbeatMs = 20_000

/**
 * Server-sent events of one clip: `changed` says that the clip or its talk is to be fetched again, never what changed;
 * `gone` that the viewer can no longer see it, and ends the stream. Nothing is replayed: whoever reconnects looks again.
 */
export const eventsRoute: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db, changes } = platform
  const open = new Set<PassThrough>()
  // A server that closes waits for its connections, and these would never end by themselves.
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end()
  })

  app.get(
    '/clips/:clipId/events',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['clips'],
        summary: 'Notices that something changed (text/event-stream)',
        params: ClipParams,
      },
    },
    async (request, reply) => {
      const { viewer } = request
      const clip = await findClip(db, viewer, request.params.clipId)
      const stream = new PassThrough()
      const say = (event: string, data: object) => {
        // Two looks may be under way, and the first of them found that the clip is gone.
        if (stream.writable) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      }
      const stop = changes.follow({ clipId: clip.id, personId: viewer.personId }, async (change) => {
        try {
          if (change?.what === 'talk') {
            const reads = ownsClip(viewer, clip) || (await isMember(db, viewer, change.cohortId))
            if (reads) say('changed', { what: 'talk' })
            return
          }
          const row = await visibleClips(db, viewer)
            .select('clips.id')
            .where('clips.id', '=', clip.id)
            .executeTakeFirst()
          if (row && (await isStillSignedIn(db, viewer))) {
            say('changed', { what: 'clip' })
            if (!change) say('changed', { what: 'talk' })
          } else {
            say('gone', {})
            stream.end()
          }
        } catch (error) {
          request.log.warn({ err: error }, 'a live notice could not be checked')
          stream.end()
        }
      })
      const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs)
      open.add(stream)
      stream.once('close', () => {
        clearInterval(heartbeat)
        stop()
        open.delete(stream)
      })
      stream.write('retry: 2000\n\n')
      return reply
        .headers({
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        .send(stream)
    },
  )
}
