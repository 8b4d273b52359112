import { useQueryClient } from '@tanstack/preact-query'
import { askWithout } from '../api/gone.ts'
import { say } from '../parts/status.tsx'
import { officeKey } from './fetch-pages.ts'

/** Has what an office looks at looked at anew, after a change, and says what became of it. Nothing of what is gone is. */
export function useChanges(): (done?: string, goneId?: string) => Promise<void> {
  const client = useQueryClient()
  return async (done, goneId) => {
    if (done) say(done)
    const queryKey = [officeKey]
    await (goneId ? askWithout(client, goneId, [queryKey]) : client.invalidateQueries({ queryKey }))
  }
}
