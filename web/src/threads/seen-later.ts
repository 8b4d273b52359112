import type { SeenWatch } from './seen-watch.ts'

/** Tells of what was seen (`SeenWatch`). Fetched when there is something to see: nothing counts before two seconds. */
export class SeenLater {
  #watch: Promise<SeenWatch> | undefined

  /** Answers how to stop. */
  watch(element: Element, seen: () => void): () => void {
    this.#watch ??= import('./seen-watch.ts').then((module) => new module.SeenWatch())
    let isOver = false
    let stop = () => {}
    this.#watch.then(
      (watch) => {
        if (!isOver) stop = watch.watch(element, seen)
      },
      () => {
        // Without it all stays new, and the next one tries again.
        this.#watch = undefined
      },
    )
    return () => {
      isOver = true
      stop()
    }
  }

  close(): void {
    void this.#watch?.then((watch) => watch.close())
  }
}
