import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '../platform/db/schema.ts'
import { Problem } from '../platform/problems.ts'
import type { Auth } from './auth.ts'
import { findViewerBySignIn, findViewerByToken } from './find-viewer.ts'
import type { Viewer } from './viewer.ts'

const viewers = new WeakMap<FastifyRequest, Viewer>()

/** Learns who calls before any route that is for the signed-in runs; refuses with 401 where that is nobody. */
export function recogniseViewer(app: FastifyInstance, db: Db, auth: Auth): void {
  app.decorateRequest('viewer', {
    getter() {
      return viewers.get(this) ?? nobody()
    },
  })
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.access !== 'signed-in') return
    viewers.set(request, await viewerOf(request, db, auth))
  })
}

async function viewerOf({ headers }: FastifyRequest, db: Db, auth: Auth): Promise<Viewer> {
  if (headers.authorization !== undefined) {
    const token = /^Bearer +([\w-]{20,200}) *$/i.exec(headers.authorization)?.[1]
    const viewer = token === undefined ? undefined : await findViewerByToken(db, token)
    return viewer ?? wrongToken()
  }
  if (headers.cookie === undefined) return nobody()
  const signIn = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }) })
  return (signIn && (await findViewerBySignIn(db, signIn.user.id))) || nobody()
}

const nobody = (): never => {
  throw new Problem(401, 'not-signed-in', 'Please sign in first.')
}

const wrongToken = (): never => {
  throw new Problem(401, 'wrong-token', 'This token is not known here. It may have been revoked.')
}
