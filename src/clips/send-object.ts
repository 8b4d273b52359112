import { pipeline, Readable, Transform } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ClipId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { Problem } from '../platform/problems.ts'
import { ObjectMissing } from '../platform/storage/object-store.ts'
import { readRange } from './byte-range.ts'
import { stillInReach } from './still-in-reach.ts'

interface Sent {
  readonly clipId: ClipId
  /** Names what is sent; the same name is always the same bytes. */
  readonly id: string
  readonly objectKey: string
  readonly bytes: number
  /** Whether the viewer may have the rest of it. Asked while it is sent. */
  readonly mayGoOn: () => Promise<boolean>
}

/** Sends an object, or the range of it that was asked for, as long as the viewer may have it. */
export async function sendObject(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
  { clipId, id, objectKey, bytes, mayGoOn }: Sent,
) {
  const tag = `"${id}"`
  // A proxy that reads ahead would have the rest of a clip that was taken back.
  reply.headers({ 'accept-ranges': 'bytes', etag: tag, 'x-accel-buffering': 'no' })
  const asked = readRange(rangeOf(request, tag), bytes)
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

  const reach = stillInReach(platform, request.viewer, clipId, mayGoOn)
  try {
    const body = await platform.store.read(objectKey, range, reach.signal)
    return await reply.send(closedWith(body, reply, reach))
  } catch (error) {
    reach.stop()
    if (reach.signal.aborted) throw takenBack()
    if (error instanceof ObjectMissing) throw new Problem(404, 'not-found', 'This file is no longer there.')
    throw error
  }
}

const takenBack = () => new Problem(404, 'not-found', 'This clip was taken back.')

/** The range that is asked for, unless it is of something else than there is now (If-Range, RFC 9110, section 13.1.5). */
function rangeOf({ headers }: FastifyRequest, tag: string): string | undefined {
  const unlessChanged = headers['if-range']
  return unlessChanged === undefined || unlessChanged === tag ? headers.range : undefined
}

/**
 * Ends the sending at once when the reach is lost. The connection is reset, so that no player takes it for whole and what
 * waits in the kernel for a slow reader, which may be megabytes, is thrown away.
 */
function closedWith(
  body: Readable,
  reply: FastifyReply,
  { signal, stop }: ReturnType<typeof stillInReach>,
): Readable {
  const sending = new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) })
  const end = () => {
    reply.raw.socket?.resetAndDestroy()
    sending.destroy(takenBack())
  }
  signal.addEventListener('abort', end, { once: true })
  // Not when the last of it was read: it may wait here for a reader who is slow.
  reply.raw.once('close', stop)
  pipeline(body, sending, () => {})
  if (signal.aborted) end()
  return sending
}
