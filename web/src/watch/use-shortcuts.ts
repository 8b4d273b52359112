import { useEffect } from 'preact/hooks'
import { singleKeys } from '../browser/single-keys.ts'
import { type Shortcut, shortcutOf } from './shortcuts.ts'

/** Listens for single keys on the whole page, unless they are typed into something, or switched off. */
export function useShortcuts(act: (shortcut: Shortcut) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!singleKeys.peek() || event.defaultPrevented || isTaken(event)) return
      const shortcut = shortcutOf(event)
      if (!shortcut) return
      event.preventDefault()
      act(shortcut)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [act])
}

const pressable = ['range', 'radio', 'checkbox', 'button', 'submit', 'file']

/** Whether the key is meant for what has the focus, or for a window over the page. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.matches('textarea, select')) return true
  if (target instanceof HTMLInputElement && !pressable.includes(target.type)) return true
  return key === ' ' && target.matches('button, a, input, summary')
}
