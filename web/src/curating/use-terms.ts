import { useQueryClient } from '@tanstack/preact-query'
import { call } from '../api/call.ts'

/** Changes the organisation's words; what shows them is asked anew. */
export function useTerms() {
  const client = useQueryClient()
  return async <Answer>(
    path: string,
    method: 'POST' | 'PATCH' | 'DELETE',
    body?: object,
  ): Promise<Answer> => {
    try {
      return await call<Answer>(`/api/v1/terms${path}`, { method, ...(body && { body }) })
    } finally {
      await client.invalidateQueries({ queryKey: ['terms'] })
      void client.invalidateQueries({ queryKey: ['exemplars'] })
    }
  }
}
