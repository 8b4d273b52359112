import { createConnection, type Socket } from 'node:net'
import type { Person } from './cast.ts'

const pauseMs = 40

interface Cut {
  /** Of the whole answer, its head included. */
  readonly bytes: number
  /** As `performance.now()` tells. */
  readonly at: number
}

const connect = (who: Person): Socket => {
  const { hostname, port } = new URL(who.baseUrl)
  return createConnection({ host: hostname, port: Number(port) })
}

const requestOf = (who: Person, method: string, path: string, headers: Readonly<Record<string, string>>) => {
  const lines = Object.entries({ host: 'interlude', ...who.headers, ...headers })
  return `${[`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`
}

/** A viewer on a weak link: takes a little at a time, over a socket of their own. Resolves once the bytes flow. */
export async function readSlowly(who: Person, path: string, headers: Readonly<Record<string, string>> = {}) {
  const socket = connect(who)
  let bytes = 0
  let head = ''
  const cut = new Promise<Cut>((resolve) => {
    socket.on('error', () => {})
    socket.once('close', () => resolve({ bytes, at: performance.now() }))
  })
  const status = await new Promise<number>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (head === '') head = chunk.toString('latin1')
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]))
      socket.pause()
      setTimeout(() => socket.resume(), pauseMs)
    })
    socket.write(requestOf(who, 'GET', path, headers))
  })
  return { status, cut, close: () => socket.destroy() }
}

/** One connection that is used again and again. Answers status and body of each; bodies are small. */
export function openConnection(who: Person) {
  const socket = connect(who)
  let text = ''
  let look = () => {}
  let giveUp = (_error: Error) => {}
  socket.on('error', () => {})
  socket.on('close', () => giveUp(new Error('the connection was closed')))
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    look()
  })
  const ask = (method: 'GET' | 'HEAD', path: string, headers: Readonly<Record<string, string>> = {}) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      giveUp = reject
      look = () => {
        const [head = '', ...rest] = text.split('\r\n\r\n')
        const body = rest.join('\r\n\r\n')
        const length = method === 'HEAD' ? 0 : Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
        if (rest.length === 0 || body.length < length) return
        text = body.slice(length)
        resolve({ status: Number(head.split(' ')[1]), body: body.slice(0, length) })
      }
      socket.write(requestOf(who, method, path, headers))
    })
  return { ask, close: () => socket.destroy() }
}
