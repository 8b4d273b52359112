import { useEffect } from 'preact/hooks'

/** Does something last, when what uses it goes, or the page with it: the browser ends a page without another word. */
export function useLeaving(does: () => void): void {
  useEffect(() => {
    addEventListener('pagehide', does)
    return () => {
      removeEventListener('pagehide', does)
      does()
    }
  }, [does])
}
