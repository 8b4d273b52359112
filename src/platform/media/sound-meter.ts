import { ceilingDb, type Level } from './sound-level.ts'

export const samplesPerSecond = 8000
export const peaksPerSecond = 20
export const frameMs = 1000 / peaksPerSecond
const frameSamples = samplesPerSecond / peaksPerSecond

/** What counts as nothing, in dB of full scale: below what 16 bits hold. */
export const nothingDb = -100
/** The picture's lowest line. A room at night is at -60 or so. */
const lowestDb = -60
const bytesPerSample = 2
/** The pole of a high-pass at 150 Hz: fans, feet and traffic are below it, voices above. */
const pole = Math.exp((-2 * Math.PI * 150) / samplesPerSecond)

/**
 * Takes samples (interleaved, signed 16 bits, little endian, 8000 a second) in pieces of any size, and keeps of each
 * twentieth of a second its largest amplitude and how loud it is in the range of voices: five bytes of four hundred
 * samples. Channels are not added up, as that can cancel a voice out.
 */
export class SoundMeter {
  readonly #channels: number
  readonly #amplitudes: Uint16Array
  readonly #levels: Float32Array
  readonly #before: Float64Array
  readonly #passed: Float64Array
  #rest: Buffer = Buffer.alloc(0)
  #frame = 0
  #inFrame = 0
  #largest = 0
  #energy = 0

  /** For so long at most; what comes after it is not looked at. */
  constructor(channels: 1 | 2, lengthMs: number) {
    const frames = Math.max(1, Math.ceil(lengthMs / frameMs))
    this.#channels = channels
    this.#amplitudes = new Uint16Array(frames)
    this.#levels = new Float32Array(frames).fill(nothingDb)
    this.#before = new Float64Array(channels)
    this.#passed = new Float64Array(channels)
  }

  add(piece: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece
    const step = bytesPerSample * this.#channels
    const whole = bytes.length - (bytes.length % step)
    for (let at = 0; at < whole && this.#frame < this.#levels.length; at += step) this.#take(bytes, at)
    this.#rest = Buffer.from(bytes.subarray(whole))
  }

  #take(bytes: Buffer, at: number): void {
    for (let channel = 0; channel < this.#channels; channel++) {
      const sample = bytes.readInt16LE(at + bytesPerSample * channel)
      const passed = pole * ((this.#passed[channel] ?? 0) + sample - (this.#before[channel] ?? 0))
      this.#before[channel] = sample
      this.#passed[channel] = passed
      this.#energy += passed * passed
      this.#largest = Math.max(this.#largest, Math.abs(sample))
    }
    if (++this.#inFrame === frameSamples) this.#endFrame()
  }

  #endFrame(): void {
    const meanSquare = this.#energy / (this.#inFrame * this.#channels * 2 ** 30)
    this.#amplitudes[this.#frame] = this.#largest
    this.#levels[this.#frame] = Math.max(nothingDb, 10 * Math.log10(meanSquare))
    this.#frame++
    this.#inFrame = this.#largest = this.#energy = 0
  }

  /** Ends it. Levels are dB of full scale, never less than `nothingDb`. */
  end(): { amplitudes: Uint16Array; levels: Float32Array } {
    if (this.#inFrame > 0) this.#endFrame()
    return { amplitudes: this.#amplitudes, levels: this.#levels }
  }
}

/**
 * Peaks as they are drawn, of sound as it is played: 0 is -60 dB of full scale and below, 255 full scale, and in
 * between each step is as much louder as the one before. On a scale of amplitudes all but a shout would lie flat.
 */
export const drawnPeaks = (amplitudes: Uint16Array, { gainDb, limited }: Level): Uint8Array =>
  Uint8Array.from(amplitudes, (amplitude) => {
    const db = 20 * Math.log10(amplitude / 2 ** 15) + gainDb
    const shown = Math.min(limited ? ceilingDb : 0, Math.max(lowestDb, db))
    return Math.round(255 * (1 - shown / lowestDb))
  })
