/** Does it once there is nothing more urgent to do. Answers how to leave it. */
export function whenIdle(act: () => void, withinMs: number): () => void {
  if ('requestIdleCallback' in globalThis) {
    const idle = requestIdleCallback(act, { timeout: withinMs })
    return () => cancelIdleCallback(idle)
  }
  const timer = setTimeout(act, Math.min(30, withinMs))
  return () => clearTimeout(timer)
}
