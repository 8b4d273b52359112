import { readFile } from 'node:fs/promises'
import path from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Viewer } from '../identity/viewer.ts'
import { isUuid } from '../platform/db/page.ts'
import { declareAllPublic } from '../platform/http/access.ts'
import { sendProblem } from '../platform/http/error-handler.ts'
import type { ClipId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { Problem } from '../platform/problems.ts'
import type { Boot } from './boot.ts'
import { languageOf } from './language.ts'
import { chunksOf, openPages, type Page, pages, signInPage, watchPage } from './pages.ts'
import { primeHomePage, primePage, primeWatchPage } from './prime-page.ts'
import { openShell, webFolder } from './shell.ts'

/** The web client: its built files, and one page that is primed with what its first view needs. */
export async function pageRoutes(app: FastifyInstance, { platform }: { platform: Platform }): Promise<void> {
  const shell = openShell()
  const config = { access: 'either' } as const
  const schema = { hide: true } as const

  const send = (request: FastifyRequest, reply: FastifyReply, boot: Boot, status = 200, page?: Page) => {
    if (!shell) throw new Problem(503, 'not-built', 'The web client is not built yet: run “npm run build”.')
    const language = languageOf(request.headers)
    const shown = boot.me === null && page && !openPages.includes(page) ? signInPage : page
    return reply
      .code(status)
      .headers({ 'cache-control': 'no-store', vary: 'cookie, accept-language' })
      .type('text/html; charset=utf-8')
      .send(
        shell({
          language,
          boot,
          poster: boot.clip?.posterUrl ?? undefined,
          chunks: chunksOf(shown, language),
        }),
      )
  }
  /** A page that cannot be primed still goes out: it asks for itself, and says what is wrong. */
  const primed = async (request: FastifyRequest, prime: () => Promise<Boot>): Promise<Boot> => {
    try {
      return await prime()
    } catch (error) {
      if (!(error instanceof Problem)) request.log.error({ err: error }, 'a page could not be primed')
      return primePage(platform.db, request.viewerIfAny).catch(() => ({}))
    }
  }

  for (const page of [...openPages, ...pages]) {
    if (page === watchPage) continue
    const prime = (viewer: Viewer | undefined) =>
      viewer && page.path === '/' ? primeHomePage(platform.db, viewer) : primePage(platform.db, viewer)
    app.get(page.path, { config, schema }, async (request, reply) =>
      send(request, reply, await primed(request, () => prime(request.viewerIfAny)), 200, page),
    )
  }
  app.get<{ Params: { clipId: string } }>(watchPage.path, { config, schema }, async (request, reply) => {
    const { viewerIfAny: viewer, params } = request
    const { clipId } = params
    const boot = await primed(request, () =>
      viewer && isUuid(clipId)
        ? primeWatchPage(platform.db, viewer, clipId as ClipId)
        : primePage(platform.db, viewer),
    )
    // A page one may not see, and one that is not there, are the same page; who is not signed in may sign in first.
    return send(request, reply, boot, boot.me && !boot.clip ? 404 : 200, watchPage)
  })

  // With nobody's data in it: what the service worker shows where there is no connection.
  app.get('/shell', { config: { access: 'public' }, schema }, async (request, reply) =>
    send(request, reply, {}),
  )
  if (shell) await app.register(builtFiles)

  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (shell && wantsPage && !/^\/(api|media|assets)(\/|$)/.test(request.url)) {
      return send(request, reply, {}, 404)
    }
    return sendProblem(request, reply, { status: 404, code: 'not-found', detail: 'There is nothing here.' })
  })
}

async function builtFiles(scope: FastifyInstance): Promise<void> {
  declareAllPublic(scope)
  await scope.register(staticFiles, {
    root: path.join(webFolder, 'assets'),
    prefix: '/assets/',
    // The build lays a small copy beside each text.
    preCompressed: true,
    // Their names change with their content.
    immutable: true,
    maxAge: '1y',
    decorateReply: false,
    index: false,
  })
  // Its name stays: browsers must look for a newer one each time.
  const worker = await readFile(path.join(webFolder, 'service-worker.js')).catch(() => undefined)
  scope.get('/service-worker.js', { schema: { hide: true } }, async (_request, reply) =>
    worker
      ? reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(worker)
      : reply.callNotFound(),
  )
}
