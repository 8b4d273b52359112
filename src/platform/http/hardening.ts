import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../problems.ts'

/**
 * Text is sent small: pages, answers and playlists are a tenth of their size on a weak link. Only these kinds, for media
 * is compressed already, and a stream of notices must not wait until a block is full.
 */
export async function compressText(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    encodings: ['gzip'],
    threshold: 1024,
    customTypes: /^(text\/(html|vtt|css|javascript)|application\/(json|problem\+json|vnd\.apple\.mpegurl))/,
  })
}

/**
 * Security headers for every answer, and the refusal of writes that another site's page sends: in the reader's name, or
 * to sign them in as somebody else, who would then get their recordings.
 */
export async function harden(app: FastifyInstance, { https }: { https: boolean }): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
  // School machines are shared: what the API answered is not kept by the browser for whoever comes next.
  app.addHook('onSend', async ({ url }, reply) => {
    if (url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store')
  })
  await app.register(rateLimit, { global: false })
  endRefusedUploads(app)
  app.addHook('onRequest', async ({ method, headers, host }) => {
    if (safeMethods.has(method) || headers.authorization !== undefined) return
    if (headers.origin !== undefined && !sameHost(headers.origin, host)) {
      throw new Problem(403, 'wrong-origin', 'This request came from another site and was refused.')
    }
  })
}

const lingerMs = 5_000

/**
 * A request that is refused before its body came would go on sending, for hours if it is large. It is given a while to
 * hear the answer (a connection closed under it would show as a network error), then it is hung up on.
 */
function endRefusedUploads(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw }, reply) => {
    if (!raw.complete && reply.statusCode >= 400) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async ({ raw }) => {
    if (raw.complete) return
    raw.resume()
    const timer = setTimeout(() => raw.destroy(), lingerMs)
    raw.once('close', () => clearTimeout(timer))
  })
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

const sameHost = (origin: string, host: string): boolean =>
  URL.canParse(origin) && new URL(origin).host === host
