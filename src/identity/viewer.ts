import type { OrganisationId, PersonId } from '../platform/ids.ts'

/** The signed-in person on whose behalf a request runs. */
export interface Viewer {
  readonly organisationId: OrganisationId
  readonly personId: PersonId
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Throws a 401 on a route that is public and was called by nobody in particular. */
    readonly viewer: Viewer
    /** Undefined where nobody is signed in, or that could not be found out. */
    readonly viewerIfAny: Viewer | undefined
  }
}
