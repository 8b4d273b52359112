import { useLayoutEffect, useState } from 'preact/hooks'

/** How wide an element is, in CSS pixels; 0 before it is laid out. */
export function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    const look = new ResizeObserver(() => setWidth(current.clientWidth))
    look.observe(current)
    return () => look.disconnect()
  }, [element])
  return width
}
