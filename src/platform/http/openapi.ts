import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { declareAllPublic } from './access.ts'
import { Problem } from './schemas.ts'

/** OpenAPI 3.1 at /api/openapi.json, made from the routes' own schemas, and a page to read it at /api/docs. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Interlude',
        version,
        description:
          'Asynchronous video reflection for teachers. Sign in for a cookie, or send a personal token as `Authorization: Bearer`. Refusals are RFC 9457 problems with a stable `code`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'interlude.session_token' },
        },
      },
      security: [{ token: [] }, { cookie: [] }],
    },
    transformObject: (document) => withProblems('openapiObject' in document ? document.openapiObject : {}),
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `schema-${i}`) },
  })
  await app.register(async (scope) => {
    declareAllPublic(scope)
    // Folded up: with a hundred routes open, its page takes half a minute to draw.
    const uiConfig = { docExpansion: 'none', defaultModelsExpandDepth: -1 } as const
    await scope.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true, uiConfig })
  })
  app.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () => app.swagger())
}

type Operations = Readonly<Record<string, { responses?: Record<string, unknown> }>>

/** Every operation may answer with a problem: said once for all, as no route would say it differently. */
function withProblems<D extends { paths?: unknown; components?: unknown }>(document: D): D {
  const problem = {
    description: 'A refusal (RFC 9457), with a stable `code` and a sentence for the person.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  for (const operations of Object.values((document.paths ?? {}) as Record<string, Operations>)) {
    for (const operation of Object.values(operations)) {
      operation.responses = { ...operation.responses, default: problem }
    }
  }
  const components = (document.components ?? {}) as { schemas?: object }
  return { ...document, components: { ...components, schemas: { ...components.schemas, Problem } } }
}
