import type { FastifyInstance, RouteOptions } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may call the route at all; what they then see is settled by reach. `either` is for pages: anyone gets one, and
     * who is signed in gets theirs.
     */
    access?: 'public' | 'signed-in' | 'either'
  }
}

/** A route that does not say who may call it stops the server from starting. */
export function requireAccessDeclaration(app: FastifyInstance): void {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    routes.push(route)
  })
  app.addHook('onReady', async () => {
    const silent = routes.filter(({ config }) => !config?.access).map(({ method, url }) => `${method} ${url}`)
    if (silent.length > 0) throw new Error(`these routes declare no access: ${silent.join(', ')}`)
  })
}

/** For a scope of ready-made plugins whose routes cannot say it themselves. */
export function declareAllPublic(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'public' }
  })
}
