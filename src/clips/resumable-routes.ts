import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Metadata, Server } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { gather } from '../platform/gather.ts'
import { IdSchema, type UploadId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { malformed, Problem } from '../platform/problems.ts'
import { wordsOf } from '../platform/words.ts'
import { abandonUpload } from './abandon-upload.ts'
import { completeReceived } from './complete-received.ts'
import { findUpload } from './find-upload.ts'
import { type StartedUpload, startUpload } from './start-upload.ts'
import { uploadLeases } from './upload-lease.ts'
import { emptyFile } from './upload-rules.ts'

const path = '/api/v1/uploads'
const version = '1.0.0'
const UploadParams = Type.Object({ uploadId: IdSchema<UploadId>() })

/**
 * Resumable uploads: tus 1.0.0 with creation, creation-with-upload, termination and expiration. Who may do what is
 * settled here from our own rows; the bytes and offsets are @tus/server's work. It is given web Requests instead of the
 * raw socket, so that headers, refusals and hooks stay ours.
 */
export const resumableRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db, config, storage } = platform
  const leases = uploadLeases(db)
  const started = new WeakMap<Request, StartedUpload>()
  const tus = new Server({
    path,
    datastore: storage.resumable.dataStore,
    locker: leases,
    maxSize: config.limits.uploadBytes,
    relativeLocation: true,
    allowedOrigins: [],
    namingFunction: (request) =>
      started.get(request as unknown as Request)?.uploadId ??
      malformed('malformed', 'No upload was started.'),
    onUploadFinish: async (_request, { id }) => {
      await completeReceived(platform, id as UploadId)
      return {}
    },
  })

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.addHook('onSend', async (_request, reply) => {
    reply.header('tus-resumable', version)
  })
  const schema = { tags: ['uploads'] }
  const route = { config: { access: 'signed-in' } } as const
  const one = { ...schema, params: UploadParams }

  app.options(
    path.slice('/api/v1'.length),
    { config: { access: 'public' }, schema: { hide: true } },
    (_, reply) =>
      reply
        .code(204)
        .headers({
          'tus-version': version,
          'tus-extension': 'creation,creation-with-upload,termination,expiration',
          'tus-max-size': String(config.limits.uploadBytes),
        })
        .send(),
  )

  app.post(
    '/uploads',
    { ...route, schema: { ...schema, summary: 'tus: start an upload; answers `Location` and `Clip-Id`' } },
    async (request, reply) => {
      const announced = readCreation(request)
      const upload = await startUpload(db, request.viewer, config.limits, storage.resumable.objectKey, {
        way: 'tus',
        ...announced,
      })
      const web = webRequest(request)
      started.set(web, upload)
      reply.header('clip-id', upload.clipId)
      try {
        const created = await tus.handleWeb(web as never)
        // Its sender was not told where it stands, and will start another.
        if (request.raw.readableAborted) refuse(400)
        return await answer(reply, created)
      } catch (error) {
        await abandonUpload(db, upload.uploadId, 'forget')
        throw error
      }
    },
  )
  app.head(
    '/uploads/:uploadId',
    { ...route, schema: { ...one, summary: 'tus: how many bytes have arrived' } },
    async (request, reply) => {
      const upload = await findUpload(db, request.viewer, request.params.uploadId)
      reply.header('clip-id', upload.clipId).header('upload-expires', upload.expiresAt.toUTCString())
      if (upload.completedAt === null) {
        const head = await tus.handleWeb(webRequest(request) as never)
        const whole = head.ok && head.headers.get('upload-offset') === head.headers.get('upload-length')
        // All bytes are here, but the process that took the last ones did not live to say so.
        if (whole) await completeReceived(platform, upload.id)
        return answer(reply, head)
      }
      const length = String(upload.bytes ?? upload.bytesDeclared)
      return reply
        .headers({ 'upload-offset': length, 'upload-length': length, 'cache-control': 'no-store' })
        .send()
    },
  )
  app.patch(
    '/uploads/:uploadId',
    { ...route, schema: { ...one, summary: 'tus: send bytes from an offset on' } },
    async (request, reply) => {
      const upload = await findUpload(db, request.viewer, request.params.uploadId)
      if (upload.completedAt) throw new Problem(409, 'upload-complete', 'The upload is complete already.')
      if (request.headers['content-type'] !== 'application/offset+octet-stream') refuse(415)
      await db
        .updateTable('uploads')
        .set({ expiresAt: sql<Date>`now() + ${config.limits.uploadDays} * interval '1 day'` })
        .where('id', '=', upload.id)
        .execute()
      reply.header('clip-id', upload.clipId)
      return answer(reply, await tus.handleWeb(webRequest(request) as never))
    },
  )
  app.delete(
    '/uploads/:uploadId',
    { ...route, schema: { ...one, summary: 'tus: give the unfinished upload up' } },
    async (request, reply) => {
      const upload = await findUpload(db, request.viewer, request.params.uploadId)
      if (!(await abandonUpload(db, upload.id, 'forget'))) {
        throw new Problem(409, 'upload-complete', 'The upload is complete already.')
      }
      return reply.code(204).send()
    },
  )
}

/** What a file's name may hold and a title, shown in one line, may not: line breaks, and what turns text around. */
const unseen = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** The creation's own headers: `Upload-Length` in bytes, and the metadata we know. */
function readCreation({ headers }: FastifyRequest) {
  if (headers['tus-resumable'] !== version) {
    throw new Problem(412, 'tus-version', `Please send “Tus-Resumable: ${version}”.`)
  }
  const bytes = /^\d{1,15}$/.test(String(headers['upload-length']))
    ? Number(headers['upload-length'])
    : Number.NaN
  if (Number.isNaN(bytes))
    malformed('length-missing', 'Please say how long the upload is, in “Upload-Length”.')
  if (bytes === 0) emptyFile()
  const metadata = readMetadata(String(headers['upload-metadata'] ?? ''))
  const filename = wordsOf(metadata.filename) ?? 'recording'
  const title = (wordsOf(metadata.title) ?? wordsOf(filename.replace(unseen, ' ')) ?? 'recording').slice(
    0,
    200,
  )
  const sha256 = metadata.sha256?.trim().toLowerCase()
  if (sha256 && !/^[0-9a-f]{64}$/.test(sha256))
    malformed('bad-sha256', 'The checksum is not a SHA-256 in hexadecimal.')
  return {
    bytes,
    title,
    filename,
    contentType: metadata.filetype?.trim() ?? '',
    sha256: sha256 ? Buffer.from(sha256, 'hex') : undefined,
  }
}

function readMetadata(header: string): Record<string, string | null> {
  try {
    return header === '' ? {} : Metadata.parse(header)
  } catch {
    return malformed('bad-metadata', 'The header “Upload-Metadata” could not be read.')
  }
}

function webRequest({ raw, method, headers, host, url, protocol }: FastifyRequest): Request {
  const web = new Headers()
  for (const [name, value] of Object.entries(headers)) if (typeof value === 'string') web.set(name, value)
  const hasBody = method === 'PATCH' || method === 'POST'
  return new Request(`${protocol}://${host}${url}`, {
    method,
    headers: web,
    ...(hasBody && { body: whatComes(raw), duplex: 'half' }),
  } as RequestInit)
}

/**
 * The body, read no faster than tus asks. Where the connection breaks it ends: an error would overtake, on its way through
 * tus' streams, the bytes that came before it, and those are kept.
 */
function whatComes(raw: Readable): ReadableStream<Uint8Array> {
  const pieces = gather(raw)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next().catch(() => ({ done: true, value: undefined }))
        if (done || !value) controller.close()
        else controller.enqueue(value)
      },
    },
    { highWaterMark: 0 },
  )
}

/** tus says its refusals in plain text; ours are problems. */
const refusals: Readonly<Record<number, [code: string, detail: string]>> = {
  400: ['malformed', 'The upload request could not be understood.'],
  404: ['not-found', "This upload isn't here."],
  409: ['wrong-offset', 'The upload goes on from another place. Ask for the offset and send from there.'],
  410: ['not-found', "This upload isn't here."],
  412: ['tus-version', `Please send “Tus-Resumable: ${version}”.`],
  413: ['too-large', 'More came than was announced for this upload.'],
  415: ['unsupported-media-type', 'Please send the bytes as “application/offset+octet-stream”.'],
  423: ['upload-busy', 'Another connection is still sending to this upload. Please try again in a moment.'],
}

function refuse(status: number): never {
  throw new Problem(status, ...(refusals[status] ?? ['malformed', '']))
}

async function answer(reply: FastifyReply, from: Response) {
  if (from.status >= 400) {
    if (refusals[from.status]) refuse(from.status)
    throw new Error(`tus answered ${from.status}: ${await from.text()}`)
  }
  for (const name of ['location', 'upload-offset', 'upload-length', 'upload-metadata', 'cache-control']) {
    const value = from.headers.get(name)
    if (value !== null) reply.header(name, value)
  }
  return reply.code(from.status).send()
}
