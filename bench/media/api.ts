import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MiB } from './bench.ts'
import { withUs } from './run.ts'

const repository = path.resolve(import.meta.dirname, '../..')

export interface Server {
  readonly pid: number
  readonly baseUrl: string
}

/** Runs a script that says where it answers, as a process of its own, for as long as `work` takes. */
export async function withServer<T>(
  script: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const child = spawn(...withUs(process.execPath, [path.join(repository, script)]), {
    cwd: repository,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C in the terminal reaches us alone, and we end it in its turn.
    detached: true,
  })
  const ended = once(child, 'close')
  try {
    const baseUrl = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const found = /answers at (http:\S+)/.exec(said)?.[1]
        if (found) resolve(found)
      })
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    return await work({ pid: child.pid ?? 0, baseUrl })
  } finally {
    child.kill('SIGTERM')
    const killing = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(killing)
  }
}

/** What is sent: the same mebibyte again and again, which costs the sender next to nothing. */
const piece = Buffer.alloc(MiB, 7)

function* pieces(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length))
}

interface Sending {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Iterable<Buffer>
  readonly expects: number
  readonly signal: AbortSignal
}

/** Sends a request on a connection of its own, and answers the headers and the text. Not by fetch, which costs more than the rest. */
export async function send(url: string, { method, headers = {}, body = [], expects, signal }: Sending) {
  const sent = request(url, { method, headers: { ...headers }, agent: false, signal })
  const answered = once(sent, 'response')
  answered.catch(() => undefined)
  await pipeline(Readable.from(body), sent)
  const [response] = await answered
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  if (response.statusCode !== expects) {
    throw new Error(`${method} ${url} answered ${response.statusCode}: ${text.slice(0, 500)}`)
  }
  return { headers: response.headers as Record<string, string | undefined>, text }
}

interface Upload {
  readonly baseUrl: string
  readonly token: string
  readonly bytes: number
  readonly signal: AbortSignal
}

export async function sendForm({ baseUrl, token, bytes, signal }: Upload): Promise<void> {
  const head = Buffer.from(
    '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nbench\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\ncontent-type: video/mp4\r\n\r\n',
  )
  const tail = Buffer.from('\r\n--x--\r\n')
  await send(`${baseUrl}/api/v1/clips`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(head.length + bytes + tail.length),
    },
    body: (function* () {
      yield head
      yield* pieces(bytes)
      yield tail
    })(),
    ...{ expects: 201, signal },
  })
}

export async function sendTus({ baseUrl, token, bytes, signal }: Upload): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' }
  const named = { title: 'bench', filename: 'a.mp4', filetype: 'video/mp4' }
  const metadata = Object.entries(named)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')
  const created = await send(`${baseUrl}/api/v1/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(bytes), 'upload-metadata': metadata },
    ...{ expects: 201, signal },
  })
  await send(baseUrl + new URL(created.headers.location ?? '', baseUrl).pathname, {
    method: 'PATCH',
    headers: {
      ...headers,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': String(bytes),
    },
    body: pieces(bytes),
    ...{ expects: 204, signal },
  })
}

/** To the bare pipe, which answers the checksum of what it wrote. */
export async function sendBare(baseUrl: string, bytes: number, signal: AbortSignal): Promise<string> {
  const headers = { 'content-length': String(bytes) }
  const sending = { method: 'PUT', headers, body: pieces(bytes), expects: 201, signal }
  return (await send(baseUrl, sending)).text
}

export function checksumOfPieces(bytes: number): string {
  const hash = createHash('sha256')
  for (const part of pieces(bytes)) hash.update(part)
  return hash.digest('hex')
}
