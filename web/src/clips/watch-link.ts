/** Where a link into a clip leads: to a moment, to a thread, or to both. */
export interface WatchTarget {
  readonly atMs?: number | undefined
  readonly threadId?: string | undefined
}

/** Reads `?t=83.2&c=…`; what makes no sense is as if it were not there. */
export function readWatchLink({ t = '', c = '' }: Readonly<Record<string, string | undefined>>): WatchTarget {
  const seconds = /^\d{1,6}(\.\d{1,9})?$/.test(t) ? Number(t) : undefined
  const threadId = /^[0-9a-f-]{36}$/i.test(c) ? c.toLowerCase() : undefined
  return { atMs: seconds === undefined ? undefined : Math.round(seconds * 1000), threadId }
}

/** The way back, below the address of the clip's page. */
export function watchLink(clipId: string, { atMs, threadId }: WatchTarget = {}): string {
  const query = new URLSearchParams()
  if (atMs !== undefined) query.set('t', String(Math.round(atMs) / 1000))
  if (threadId !== undefined) query.set('c', threadId)
  const text = query.toString()
  return `/clips/${clipId}${text === '' ? '' : `?${text}`}`
}
