import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

const select = SerializerSelector()

/**
 * Fastify's own writers of answers, each compiled when it first writes one: all of them together would be most of what a
 * start takes. That all can be compiled is a test's to say.
 */
export const writtenWhenUsed: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    buildSerializer: (schemas, options) => {
      const compile = select(schemas, options)
      return (route) => {
        let write: ReturnType<typeof compile> | undefined
        return (answer) => {
          write ??= compile(route)
          return write(answer)
        }
      }
    },
  },
}
