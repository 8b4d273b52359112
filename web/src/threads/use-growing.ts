import { useEffect, useState } from 'preact/hooks'
import { whenIdle } from '../browser/when-idle.ts'

const first = 20
const step = 15

/** How much of a long list to draw: what fills a screen at once, the rest bit by bit while nothing else is to be done. */
export function useGrowing(total: number): number {
  const [drawn, setDrawn] = useState(first)
  useEffect(() => {
    if (drawn >= total) return
    return whenIdle(() => setDrawn(drawn + step), 500)
  }, [drawn, total])
  return Math.min(drawn, total)
}
