import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'

interface Body {
  readonly userId: string
}

/** In the shape better-auth asks for. What our own code alone calls needs no check of what a stranger sent. */
const body = {
  '~standard': {
    version: 1 as const,
    vendor: 'interlude',
    types: undefined as unknown as { input: Body; output: Body },
    validate: (value: unknown) => ({ value: value as Body }),
  },
}

/**
 * Lets our own code sign somebody in who proved who they are in another way than by password. It has no path and is for
 * the server only, so that no request can ever reach it.
 */
export const signInPlugin = {
  id: 'interlude-sign-in',
  endpoints: {
    signInUser: createAuthEndpoint.serverOnly({ method: 'POST', body }, async (ctx) => {
      const { userId } = ctx.body
      const user = await ctx.context.internalAdapter.findUserById(userId)
      if (!user) throw new Error('there is no such sign-in')
      const session = await ctx.context.internalAdapter.createSession(userId)
      await setSessionCookie(ctx, { session, user })
      return { sessionId: session.id }
    }),
  },
} satisfies BetterAuthPlugin
