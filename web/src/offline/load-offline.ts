import { signal } from '@preact/signals'
import { learn } from '../messages/messages.ts'

type Parts = typeof import('./parts.ts')['parts']

/** What is for bad times, once it is here. */
export const offlineParts = signal<Parts | undefined>(undefined)

let loading: Promise<Parts> | undefined

/** Fetches it. Rejects where that cannot be; the next call tries again. */
export function loadOffline(): Promise<Parts> {
  loading ??= Promise.all([import('./parts.ts'), learn('offline')]).then(
    ([{ parts }]) => {
      offlineParts.value = parts
      return parts
    },
    (error) => {
      loading = undefined
      throw error
    },
  )
  return loading
}
