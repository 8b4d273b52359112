/** So long something must be in sight before it counts as seen. */
const seenAfterMs = 2000

/**
 * Tells of elements that have been in sight for two seconds, on a page that is in sight itself. Half of one is enough, or as
 * much as fills a third of the window. Of a long list only the cards in sight are looked into: a browser that
 * minds thousands of elements stumbles when it scrolls.
 */
export class SeenWatch {
  readonly #tell = new Map<Element, () => void>()
  readonly #cards = new Map<Element, Set<Element>>()
  readonly #timers = new Map<Element, ReturnType<typeof setTimeout> | undefined>()
  readonly #cardObserver = new IntersectionObserver((entries) => this.#lookInto(entries))
  readonly #observer = new IntersectionObserver((entries) => this.#look(entries), {
    threshold: [0, 0.25, 0.5, 0.75, 1],
  })

  constructor() {
    document.addEventListener('visibilitychange', this.#again)
  }

  /** Answers how to stop. */
  watch(element: Element, seen: () => void): () => void {
    this.#tell.set(element, seen)
    const card = element.closest('.thread') ?? element
    const inCard = this.#cards.get(card) ?? new Set()
    this.#cards.set(card, inCard.add(element))
    // Tells at once where it is in sight already.
    this.#cardObserver.unobserve(card)
    this.#cardObserver.observe(card)
    return () => {
      this.#tell.delete(element)
      this.#leave(element)
      this.#observer.unobserve(element)
      inCard.delete(element)
      if (inCard.size > 0) return
      this.#cards.delete(card)
      this.#cardObserver.unobserve(card)
    }
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#again)
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#cardObserver.disconnect()
    this.#observer.disconnect()
  }

  #lookInto(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      for (const element of this.#cards.get(target) ?? []) {
        if (isIntersecting) this.#observer.observe(element)
        else {
          this.#observer.unobserve(element)
          this.#leave(element)
        }
      }
    }
  }

  #look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
      const isInSight = intersectionRatio >= 0.5 || intersectionRect.height > innerHeight / 3
      if (!isIntersecting || !isInSight) this.#leave(target)
      else if (!this.#timers.has(target)) this.#wait(target)
    }
  }

  #wait(element: Element): void {
    clearTimeout(this.#timers.get(element))
    this.#timers.set(
      element,
      setTimeout(() => {
        if (document.visibilityState !== 'visible') return
        if (isUncovered(element)) this.#tell.get(element)?.()
        else this.#wait(element)
      }, seenAfterMs),
    )
  }

  #leave(element: Element): void {
    clearTimeout(this.#timers.get(element))
    this.#timers.delete(element)
  }

  /** Back on the page the two seconds begin anew. */
  readonly #again = (): void => {
    for (const element of this.#timers.keys()) this.#wait(element)
  }
}

/** Whether the middle of what is in the window is not behind a dialog, nor behind the picture that stays in sight. */
function isUncovered(element: Element): boolean {
  const { left, width, top, bottom } = element.getBoundingClientRect()
  const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
  return element.contains(document.elementFromPoint(left + width / 2, middle))
}
