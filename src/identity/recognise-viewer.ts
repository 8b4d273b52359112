import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '../platform/db/schema.ts'
import { Problem } from '../platform/problems.ts'
import type { Auth } from './auth.ts'
import { findViewerBySignIn, findViewerByToken } from './find-viewer.ts'
import type { Viewer } from './viewer.ts'

const viewers = new WeakMap<FastifyRequest, Viewer>()

/**
 * Learns who calls before any route that is for the signed-in runs; refuses with 401 where that is nobody. A page for
 * either goes out in any case: it can say for itself that something is wrong.
 */
export function recogniseViewer(app: FastifyInstance, db: Db, auth: Auth): void {
  app.decorateRequest('viewer', {
    getter() {
      return viewers.get(this) ?? nobody()
    },
  })
  app.decorateRequest('viewerIfAny', {
    getter() {
      return viewers.get(this)
    },
  })
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config
    if (access === 'signed-in') viewers.set(request, await viewerOf(request, db, auth))
    if (access !== 'either') return
    try {
      viewers.set(request, await viewerOf(request, db, auth))
    } catch (error) {
      if (!(error instanceof Problem)) request.log.error({ err: error }, 'a visitor could not be recognised')
    }
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
  if (!signIn) return nobody()
  const { id: sessionId, updatedAt: usedAt } = signIn.session
  const viewer = (await findViewerBySignIn(db, { sessionId, userId: signIn.user.id, usedAt })) ?? nobody()
  // A page stays open while somebody else signs in beside it: what it then sends is not theirs.
  const meant = headers['interlude-person']
  return meant === undefined || meant === viewer.personId ? viewer : nobody()
}

const nobody = (): never => {
  throw new Problem(401, 'not-signed-in', 'Please sign in first.')
}

const wrongToken = (): never => {
  throw new Problem(401, 'wrong-token', 'This token is not known here. It may have been revoked.')
}
