import { QueryClient } from '@tanstack/preact-query'
import { ApiProblem } from './problem.ts'

export const openQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        // A browser that thinks it is offline may be wrong, and a refusal is refused the next time, too.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
        retryDelay: (failures) => 800 * 2 ** failures,
      },
      mutations: { networkMode: 'always' },
    },
  })
