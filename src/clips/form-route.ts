import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Platform } from '../platform/platform.ts'
import { Problem } from '../platform/problems.ts'
import { type Part, receiveForm } from './receive-form.ts'
import { ClipForm, CreatedClip } from './schemas.ts'
import { brokenForm, refuseTooLarge } from './upload-rules.ts'

/** What a form may be larger than its file: boundaries, headers and the other fields. */
const formOverhead = 2 ** 20

/** `POST /clips`: a clip from a plain multipart form, for curl and scripts. Browsers use the resumable way. */
export const formRoute: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { limits } = platform.config
  await app.register(multipart, {
    limits: { fileSize: limits.uploadBytes, files: 2, fields: 10, fieldSize: 4_096, parts: 12 },
    throwFileSizeLimit: false,
  })
  app.post(
    '/clips',
    {
      config: { access: 'signed-in' },
      bodyLimit: limits.uploadBytes + formOverhead,
      // The schema describes the form; its parts are looked at while they stream by.
      validatorCompiler: () => () => true,
      schema: {
        tags: ['clips'],
        summary: 'Upload a recording as a form: `title`, `file`, and `sha256` if known',
        consumes: ['multipart/form-data'],
        body: ClipForm,
        response: { 201: CreatedClip },
      },
    },
    async (request, reply) => {
      const announced = Number(request.headers['content-length'] ?? Number.NaN)
      if (announced > limits.uploadBytes + formOverhead) refuseTooLarge(announced, limits)
      const bytesAtMost = Math.min(Number.isFinite(announced) ? announced : Infinity, limits.uploadBytes)
      const clipId = await receiveForm(platform, request.viewer, partsOf(request), {
        bytesAtMost,
        signal: hangUp(request),
      })
      return reply
        .code(201)
        .header('location', `/api/v1/clips/${clipId}`)
        .send({ id: clipId, state: 'preparing' })
    },
  )
}

/** The form's parts; a form that breaks off or makes no sense is the sender's fault, and told so. */
async function* partsOf(request: FastifyRequest): AsyncGenerator<Part> {
  try {
    yield* request.parts() as AsyncIterable<Part>
  } catch (error) {
    if (error instanceof Problem || (error as { statusCode?: number }).statusCode !== undefined) throw error
    brokenForm()
  }
}

/** Raised when the sender's connection ends before the whole request came. */
function hangUp(request: FastifyRequest): AbortSignal {
  const controller = new AbortController()
  request.raw.once('close', () => {
    if (!request.raw.complete) controller.abort(new Problem(400, 'broken-form', 'The form broke off.'))
  })
  return controller.signal
}
