/** Small things that stay in this browser. Where it keeps nothing (private windows, full storage) they last as long as the page. */
const meanwhile = new Map<string, string>()

const prefix = 'interlude.'

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
    meanwhile.delete(name)
  } catch {
    meanwhile.set(name, text)
  }
}

export function forget(name: string): void {
  meanwhile.delete(name)
  try {
    localStorage.removeItem(prefix + name)
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
