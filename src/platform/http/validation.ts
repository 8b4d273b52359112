import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import { malformed } from '../problems.ts'
import { isDay, isInstant } from './formats.ts'

/**
 * Bodies are taken as they are; a query, path or header is text, so numbers and flags are read out of it. Neither drops
 * keys it does not know: an unknown one is refused where the schema says so.
 */
export function useStrictValidation(app: FastifyInstance): void {
  const settings = { removeAdditional: false, useDefaults: true, allErrors: false, strict: false } as const
  const bodies = new Ajv({ ...settings, coerceTypes: false })
  const texts = new Ajv({ ...settings, coerceTypes: 'array' })
  for (const ajv of [bodies, texts]) {
    formats.default(ajv)
    ajv.addFormat('date', isDay).addFormat('date-time', isInstant)
  }
  // Each when it is first used: all of them together would be much of what a start takes.
  app.setValidatorCompiler<object>(({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? bodies : texts
    let validate: ValidateFunction | undefined
    return (data) => {
      validate ??= ajv.compile(schema)
      return validate(data) ? true : { error: validate.errors ?? [] }
    }
  })
  app.addHook('preValidation', async ({ body }) => {
    if (!isWellFormed(body)) malformed('invalid', 'There is a character in that text that cannot be kept.')
  })
}

/**
 * PostgreSQL keeps no NUL, and in JSON no half of a surrogate pair either. Files come as streams and are none of this. Not by
 * calling itself: a body may be nested a hundred thousand deep.
 */
function isWellFormed(body: unknown): boolean {
  const left = [body]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0'))) return false
    if (Array.isArray(value)) for (const item of value) left.push(item)
    else if (
      typeof value === 'object' &&
      value !== null &&
      Object.getPrototypeOf(value) === Object.prototype
    ) {
      for (const [key, item] of Object.entries(value)) left.push(key, item)
    }
  }
  return true
}
