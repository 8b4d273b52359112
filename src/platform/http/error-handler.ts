import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { heldNul } from '../db/constraint.ts'
import { Problem } from '../problems.ts'
import type { Problem as ProblemBody } from './schemas.ts'

type Told = Pick<ProblemBody, 'status' | 'code' | 'detail'> &
  Partial<Pick<ProblemBody, 'errors' | 'evaluators' | 'line' | 'block' | 'stage'>>

/** What the framework and its plugins refuse by themselves, in our codes and in words. */
const refusals: Readonly<Record<string, Omit<Told, 'errors'>>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: 'malformed-json',
    detail: 'The body is not valid JSON.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'malformed-json', detail: 'The body is empty.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'malformed',
    detail: 'The request broke off: fewer bytes came than were announced.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'too-large',
    detail: 'That is more than can be taken here.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'unsupported-media-type',
    detail: 'This kind of body is not understood here.',
  },
  FST_INVALID_MULTIPART_CONTENT_TYPE: {
    status: 415,
    code: 'unsupported-media-type',
    detail: 'Please send the file as a multipart form.',
  },
}

const tell = (error: Problem | FastifyError): Told => {
  if (error instanceof Problem) {
    const { status, code, message: detail, members } = error
    return { ...members, status, code, detail }
  }
  if (heldNul(error)) {
    return { status: 400, code: 'invalid', detail: 'There is a character in that text that cannot be kept.' }
  }
  const known = refusals[error.code]
  if (known) return known
  if (error.validation) {
    const part = error.validationContext ?? 'request'
    return {
      status: 400,
      code: 'invalid',
      detail: 'Some of what was sent is missing or not as expected.',
      errors: error.validation.map(({ instancePath, message = 'is not valid' }) => ({
        pointer: `/${part}${instancePath}`,
        message,
      })),
    }
  }
  if (error.statusCode === 429) {
    return { status: 429, code: 'too-many-requests', detail: 'That was a lot at once. Please wait a little.' }
  }
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return { status: error.statusCode, code: 'malformed', detail: 'The request could not be understood.' }
  }
  return { status: 500, code: 'internal', detail: 'Something went wrong on our side. Nothing was lost.' }
}

/** Tells every refusal as application/problem+json (RFC 9457); of our own faults only that there was one. */
export function problemJson(error: Problem | FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const told = tell(error)
  if (told.status >= 500) request.log.error({ err: error }, 'request failed')
  return sendProblem(request, reply, told)
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, told: Told) {
  const body: ProblemBody = {
    type: `urn:interlude:problem:${told.code}`,
    title: told.code,
    instance: `urn:interlude:request:${request.id}`,
    ...told,
  }
  return reply
    .code(told.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(body)
}
