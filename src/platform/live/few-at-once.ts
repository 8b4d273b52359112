/**
 * Lets no more than `most` of what it is given run at the same time; the others wait for their turn, in the order in
 * which they came.
 */
export function fewAtOnce(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (run) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await run()
    } finally {
      // Whoever waited longest takes over the place.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
