import type { Query, QueryClient, QueryKey } from '@tanstack/preact-query'

/**
 * After something ended: what is kept under these keys is asked for anew, but nothing of what ended. Its page still stands
 * while the next one is fetched, and would only be told that it is not there; who comes back to it is told so.
 */
export async function askWithout(
  client: QueryClient,
  goneId: string,
  queryKeys: readonly QueryKey[],
): Promise<void> {
  const isOfIt = ({ queryKey }: Query) =>
    queryKey.some((part) => typeof part === 'string' && part.includes(goneId))
  void client.invalidateQueries({ predicate: isOfIt, refetchType: 'none' })
  await Promise.all(
    queryKeys.map((queryKey) => client.invalidateQueries({ queryKey, predicate: (query) => !isOfIt(query) })),
  )
}
