import type { Pack } from '../../../src/packs/schemas.ts'

/** The pack that was opened last, for whom, and when it came. */
export interface KeptPack {
  readonly personId: string
  readonly pack: Pack
  readonly at: string
}

/**
 * A room may have no connection, and a tab may be loaded anew. So the last pack stays with its tab, and goes when that is
 * closed: colleagues' words, and clips that may be taken back, are not left lying on a device.
 */
const name = 'interlude.pack'

export function keepPack(personId: string, pack: Pack): void {
  try {
    const kept: KeptPack = { personId, pack, at: new Date().toISOString() }
    sessionStorage.setItem(name, JSON.stringify(kept))
  } catch {
    // Then it is there as long as the page is.
  }
}

/** What is kept of the pack whose page has this address. */
export function keptPackAt(path: string): KeptPack | undefined {
  const asked = /^\/assignments\/([^/]+)\/pack\/?$/.exec(path)?.[1]
  if (asked === undefined) return undefined
  const kept = read()
  return kept?.pack.assignment.id === asked.toLowerCase() ? kept : undefined
}

/** Throws it away, unless it is this person's. */
export function forgetPack(exceptOf?: string): void {
  try {
    if (exceptOf === undefined || read()?.personId !== exceptOf) sessionStorage.removeItem(name)
  } catch {
    // Nothing was kept.
  }
}

function read(): KeptPack | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
