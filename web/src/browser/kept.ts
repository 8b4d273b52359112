/** Small things that stay in this browser. Where it keeps nothing (private windows, full storage) they last as long as the page. */
const meanwhile = new Map<string, string>()

/** Before every name. */
export const prefix = 'interlude.'
/** Behind a name: since when it is kept. */
export const keptAt = '.kept-at'

export function readKept<Value>(name: string): Value | undefined {
  const text = meanwhile.get(name) ?? fromStorage(name)
  if (text === null) return undefined
  try {
    return JSON.parse(text) as Value
  } catch {
    return undefined
  }
}

export function keep(name: string, value: unknown): void {
  const text = JSON.stringify(value)
  try {
    localStorage.setItem(prefix + name, text)
    // Somebody's own words, and titles, are not kept for ever.
    if (/^(about|uploads)\./.test(name))
      localStorage.setItem(prefix + name + keptAt, new Date().toISOString())
    meanwhile.delete(name)
  } catch {
    meanwhile.set(name, text)
  }
}

export function forget(name: string): void {
  meanwhile.delete(name)
  try {
    localStorage.removeItem(prefix + name)
    localStorage.removeItem(prefix + name + keptAt)
  } catch {
    // Nothing was kept there.
  }
}

function fromStorage(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return null
  }
}
