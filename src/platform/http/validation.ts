import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'

/**
 * Bodies are taken as they are; a query, path or header is text, so numbers and flags are read out of it. Neither drops
 * keys it does not know: an unknown one is refused where the schema says so.
 */
export function useStrictValidation(app: FastifyInstance): void {
  const settings = { removeAdditional: false, useDefaults: true, allErrors: false, strict: false } as const
  const bodies = new Ajv({ ...settings, coerceTypes: false })
  const texts = new Ajv({ ...settings, coerceTypes: 'array' })
  for (const ajv of [bodies, texts]) formats.default(ajv)
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? bodies : texts).compile(schema as object),
  )
}
