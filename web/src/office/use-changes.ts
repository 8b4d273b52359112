import { useQueryClient } from '@tanstack/preact-query'
import { say } from '../parts/status.tsx'
import { officeKey } from './fetch-pages.ts'

/** Has what an office looks at looked at anew, after a change, and says what became of it. */
export function useChanges(): (done?: string) => Promise<void> {
  const client = useQueryClient()
  return async (done) => {
    if (done) say(done)
    await client.invalidateQueries({ queryKey: [officeKey] })
  }
}
