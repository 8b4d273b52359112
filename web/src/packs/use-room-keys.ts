import { useEffect, useRef } from 'preact/hooks'

interface Acts {
  readonly next: () => void
  readonly previous: () => void
  readonly toggle: () => void
}

/** Arrows, and what a presenter in the hand sends (page keys); the space bar, unless a button has it. */
export function useRoomKeys(acts: Acts): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey } = event
      if (event.defaultPrevented || ctrlKey || metaKey || altKey) return
      const isPressed = key === ' ' && target instanceof HTMLElement && target.matches('button, a, input')
      const does = isPressed ? undefined : acting[key]
      if (!does) return
      event.preventDefault()
      latest.current[does]()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

const acting: Readonly<Record<string, keyof Acts | undefined>> = {
  ArrowRight: 'next',
  PageDown: 'next',
  ArrowLeft: 'previous',
  PageUp: 'previous',
  ' ': 'toggle',
}
