/**
 * Does an upload's size show in the server's memory? Sends a small and a large recording to a server of its own, by form
 * and by tus, and prints the peak resident memory of the API process after each.
 *
 *   node bench/upload-memory.ts [MiB of the large one, 1024 unless given]
 *
 * How to read it: the ratio is the peak after the large upload over the peak after the small one, in the same process.
 * About 1 means that memory does not grow with the file; a server that held uploads in memory would show the size itself.
 * Linux only: the peak is VmHWM of /proc.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MiB = 2 ** 20
const small = 32 * MiB
const large = Number(process.argv[2] ?? 1024) * MiB
const piece = Buffer.alloc(MiB, 7)
const say = (line: string) => process.stdout.write(`${line}\n`)

const folder = await mkdtemp(path.join(tmpdir(), 'interlude-bench-'))
const env = { ...process.env, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'production' }
const server = spawn(process.execPath, ['src/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
try {
  await new Promise<void>((resolve) =>
    server.stdout.on('data', (text) => /Ctrl-C/.test(String(text)) && resolve()),
  )
  const { baseUrl, people } = JSON.parse(await readFile(path.join(folder, 'demo.json'), 'utf8'))
  const headers = { authorization: `Bearer ${people[0].token}` }
  for (const [way, send] of [
    ['form', sendForm],
    ['tus', sendTus],
  ] as const) {
    await send(baseUrl, headers, small)
    const before = peak()
    await send(baseUrl, headers, large)
    const after = peak()
    say(
      `${way.padEnd(5)} ${small / MiB} MiB: peak ${mib(before)} MiB   ${large / MiB} MiB: peak ${mib(after)} MiB   ratio ${(after / before).toFixed(2)}`,
    )
  }
} finally {
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  await rm(folder, { recursive: true, force: true })
}

/** Peak resident bytes of the API process so far. */
function peak(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}

function mib(bytes: number): string {
  return (bytes / MiB).toFixed(0)
}

async function* pieces(bytes: number): AsyncGenerator<Buffer> {
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length))
}

async function sendForm(baseUrl: string, headers: Record<string, string>, bytes: number): Promise<void> {
  const head =
    '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nbench\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\ncontent-type: video/mp4\r\n\r\n'
  const body = async function* () {
    yield Buffer.from(head)
    yield* pieces(bytes)
    yield Buffer.from('\r\n--x--\r\n')
  }
  await sent(201, `${baseUrl}/api/v1/clips`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' },
    body: ReadableStream.from(body()) as never,
  })
}

async function sendTus(baseUrl: string, headers: Record<string, string>, bytes: number): Promise<void> {
  const tus = { ...headers, 'tus-resumable': '1.0.0' }
  const metadata = `title ${Buffer.from('bench').toString('base64')},filetype ${Buffer.from('video/mp4').toString('base64')}`
  const created = await sent(201, `${baseUrl}/api/v1/uploads`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes), 'upload-metadata': metadata },
  })
  await sent(204, baseUrl + created.headers.get('location'), {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: ReadableStream.from(pieces(bytes)) as never,
  })
}

async function sent(status: number, url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, ...(init.body && { duplex: 'half' }) } as RequestInit)
  if (response.status !== status)
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  // The server's timers and the garbage collector get their turn before the peak is read.
  await sleep(200)
  return response
}
