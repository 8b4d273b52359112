import { subscribe } from 'node:diagnostics_channel'
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../../support/stage.ts'

let stage: Stage
let app: FastifyInstance
const routes: RouteOptions[] = []
beforeAll(async () => {
  subscribe('fastify.initialization', (message) => {
    app = (message as { fastify: FastifyInstance }).fastify
    app.addHook('onRoute', (route) => void routes.push(route))
  })
  stage = await openStage()
})
afterAll(() => stage.close())

// Both are compiled when they are first used: a start would not notice one that cannot be.
test('what every route takes can be checked, and what it answers be written', () => {
  const writers = SerializerSelector()(app.getSchemas(), {})
  let checks = 0
  let answers = 0
  for (const { method, url, schema = {} } of routes) {
    const where = { method: String(method), url }
    for (const httpPart of ['body', 'querystring', 'params', 'headers'] as const) {
      const part = schema[httpPart]
      if (!part) continue
      const check = app.validatorCompiler?.({ schema: part, httpPart, ...where })
      expect(() => check?.({}), `${method} ${url} ${httpPart}`).not.toThrow()
      checks += 1
    }
    for (const [httpStatus, answer] of Object.entries(schema.response ?? {})) {
      const content = (answer as { content?: Record<string, { schema?: unknown }> }).content
      for (const one of content ? Object.values(content).map(({ schema }) => schema) : [answer]) {
        if (!one) continue
        expect(
          () => writers({ schema: one, httpStatus, ...where } as never),
          `${method} ${url} ${httpStatus}`,
        ).not.toThrow()
        answers += 1
      }
    }
  }
  expect(checks).toBeGreaterThan(200)
  expect(answers).toBeGreaterThan(200)
})
