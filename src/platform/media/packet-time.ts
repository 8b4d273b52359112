/**
 * Adds up how long packets last, in seconds, read as ffprobe prints them one a line. Of a stream that does not say how
 * often its pictures come (cameras and browsers write such H.264) it cannot tell that of the first ones: they count as
 * the others do on average.
 */
export class PacketTime {
  #seconds = 0
  #known = 0
  #unknown = 0

  add(duration: string): void {
    const seconds = Number.parseFloat(duration)
    if (Number.isNaN(seconds)) this.#unknown += 1
    else {
      this.#seconds += seconds
      this.#known += 1
    }
  }

  /** Undefined where nothing could be told. */
  get ms(): number | undefined {
    if (this.#known === 0) return this.#unknown === 0 ? 0 : undefined
    return Math.round((this.#seconds + (this.#seconds / this.#known) * this.#unknown) * 1000)
  }
}
