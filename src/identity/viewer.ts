import type { OrganisationId, PersonId, TokenId } from '../platform/ids.ts'

/** The period in one browser by which a viewer was recognised. */
export interface SignIn {
  readonly sessionId: string
  /** better-auth's user, who may be a person in several organisations. */
  readonly userId: string
  /** An issuer vouched for it, for people of its own organisation and nobody else. */
  readonly isBound: boolean
}

/** The signed-in person on whose behalf a request runs. */
export interface Viewer {
  readonly organisationId: OrganisationId
  readonly personId: PersonId
  /** Set where they came by a cookie. */
  readonly signIn?: SignIn
  /** Set where they came by a token. */
  readonly tokenId?: TokenId
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Throws a 401 on a route that is public and was called by nobody in particular. */
    readonly viewer: Viewer
    /** Undefined where nobody is signed in, or that could not be found out. */
    readonly viewerIfAny: Viewer | undefined
  }
}
