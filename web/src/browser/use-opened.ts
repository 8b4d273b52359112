import { useEffect, useState } from 'preact/hooks'

interface MayPrerender extends Document {
  readonly prerendering?: boolean
}

/** Whether somebody opened the page: browsers also draw pages ahead that nobody may ever come to. */
export function useOpened(): boolean {
  const [isOpened, setOpened] = useState(() => (document as MayPrerender).prerendering !== true)
  useEffect(() => {
    const open = () => setOpened(true)
    document.addEventListener('prerenderingchange', open, { once: true })
    return () => document.removeEventListener('prerenderingchange', open)
  }, [])
  return isOpened
}
