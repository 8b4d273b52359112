import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Between {
  /** Where browsers reach the server through it. */
  readonly baseUrl: string
  /** Nobody listens any more, as when the server is killed. */
  cut(): Promise<void>
  restore(): Promise<void>
  /** What asks for these paths is heard by the server, and gets no answer. */
  swallow: RegExp | undefined
  /** Changes what is sent, as a newer build would. Undefined leaves it, null is a 404. */
  change: ((path: string, body: string) => string | null | undefined) | undefined
  /** What is asked of the server in place of a path. */
  rename: (path: string) => string
  /** Every request that came, as “GET /path”. */
  readonly seen: string[]
}

/** Stands between browsers and a server, and can be cut, on one and the same port. */
export async function openBetween(target: string): Promise<Between & AsyncDisposable> {
  const server = createServer((incoming, outgoing) => void forward(incoming, outgoing))
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const between: Between = {
    baseUrl: `http://127.0.0.1:${port}`,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    restore: () => listen(port),
    swallow: undefined,
    change: undefined,
    rename: (path) => path,
    seen: [],
  }
  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming
    between.seen.push(`${method} ${path}`)
    const asked = between.change ? { ...headers, 'accept-encoding': 'identity' } : headers
    const onward = request(
      new URL(between.rename(path), target),
      { method, headers: asked },
      (answer) => void back(answer),
    )
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
    async function back(answer: IncomingMessage): Promise<void> {
      if (between.swallow?.test(`${method} ${path}`)) {
        answer.resume().on('end', () => outgoing.destroy())
        return
      }
      const isText = /html|javascript/.test(String(answer.headers['content-type']))
      if (!between.change || !isText || answer.headers['content-encoding']) {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
        return
      }
      const body = await text(answer)
      const changed = between.change(path, body)
      const { 'content-length': _, 'transfer-encoding': __, etag: ___, ...kept } = answer.headers
      outgoing.writeHead(changed === null ? 404 : (answer.statusCode ?? 502), kept)
      outgoing.end(changed ?? (changed === null ? '' : body))
    }
  }
  return Object.assign(between, {
    [Symbol.asyncDispose]: async () => {
      if (server.listening) await between.cut()
    },
  })
}
