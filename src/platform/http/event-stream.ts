import { PassThrough } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'

const heartbeatMs = 20_000

/** What somebody hears as long as they are connected (server-sent events). */
export interface EventStream {
  /** Once nobody listens any more it stays false. */
  readonly isOpen: boolean
  /** Sends an event. Where nobody listens any more nothing happens. */
  say(event: string, data: object): void
  /** Lets go of the connection, once what was said is sent. */
  end(): void
  /** Calls back once nobody listens any more, for whatever reason; at once where that is so already. */
  onEnd(undo: () => void): void
}

/**
 * Event streams of some routes, all of which end when the server closes: it waits for its connections, and these would
 * never end by themselves. Answers how to begin one: `begin` runs before the first byte is sent. Where it throws, or the
 * client goes away in the meantime, the stream is over, and all that `onEnd` was told is undone. Whoever loses the
 * connection is to come back after `retryMs` milliseconds.
 */
export function eventStreams(app: FastifyInstance) {
  const open = new Set<PassThrough>()
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end()
  })
  return async (
    reply: FastifyReply,
    retryMs: number,
    begin: (events: EventStream) => Promise<void>,
  ): Promise<FastifyReply> => {
    const stream = new PassThrough()
    const undoing: (() => void)[] = []
    const write = (text: string) => void (stream.writable && stream.write(text))
    const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs)
    open.add(stream)
    stream.once('close', () => {
      open.delete(stream)
      clearInterval(heartbeat)
      for (const undo of undoing) undo()
    })
    reply.raw.once('close', () => stream.destroy())
    if (reply.raw.destroyed) stream.destroy()
    write(`retry: ${retryMs}\n\n`)
    try {
      await begin({
        get isOpen() {
          return stream.writable
        },
        say: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        end: () => void stream.end(),
        onEnd: (undo) => void (stream.closed ? undo() : undoing.push(undo)),
      })
    } catch (error) {
      stream.destroy()
      throw error
    }
    // There is nobody to answer.
    if (stream.destroyed) return reply.hijack()
    return reply
      .headers({
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      .send(stream)
  }
}
