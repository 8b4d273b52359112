/** What single keys do while a clip is watched. */
export type Shortcut =
  | {
      readonly does:
        | 'toggle'
        | 'comment'
        | 'start'
        | 'end'
        | 'reply'
        | 'full'
        | 'mute'
        | 'help'
        | 'captions'
        | 'follow'
        | 'unread'
    }
  | { readonly does: 'skip'; readonly ms: number }
  | { readonly does: 'frame'; readonly direction: 1 | -1 }
  | { readonly does: 'tenth'; readonly tenth: number }
  | { readonly does: 'speed'; readonly by: 1 | -1 }
  | { readonly does: 'thread'; readonly direction: 1 | -1 }

const keys: Readonly<Record<string, Shortcut>> = {
  ' ': { does: 'toggle' },
  k: { does: 'toggle' },
  j: { does: 'skip', ms: -5000 },
  l: { does: 'skip', ms: 5000 },
  J: { does: 'skip', ms: -1000 },
  L: { does: 'skip', ms: 1000 },
  ',': { does: 'frame', direction: -1 },
  '.': { does: 'frame', direction: 1 },
  '[': { does: 'speed', by: -1 },
  ']': { does: 'speed', by: 1 },
  c: { does: 'comment' },
  i: { does: 'start' },
  o: { does: 'end' },
  n: { does: 'thread', direction: 1 },
  p: { does: 'thread', direction: -1 },
  r: { does: 'reply' },
  u: { does: 'unread' },
  t: { does: 'follow' },
  s: { does: 'captions' },
  f: { does: 'full' },
  m: { does: 'mute' },
  '?': { does: 'help' },
}

interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** What a key is for; undefined where it belongs to the browser, or means nothing here. */
export function shortcutOf({ key, ctrlKey, metaKey, altKey }: Press): Shortcut | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  if (/^\d$/.test(key)) return { does: 'tenth', tenth: Number(key) }
  return Object.hasOwn(keys, key) ? keys[key] : undefined
}
