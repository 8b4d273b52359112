/** What was measured of sound, after ITU-R BS.1770-4; null where nothing is to be heard. */
export interface Loudness {
  /** Of the whole, in LUFS: long quiet stretches do not count. */
  readonly loudnessLufs: number | null
  /** Of the waveform between the samples, in dB of full scale; above 0 where folding channels added them up. */
  readonly truePeakDb: number | null
}

/** What is done to sound before it is encoded. */
export interface Level {
  readonly gainDb: number
  /** Peaks would come too near to full scale. */
  readonly limited: boolean
}

/** Between what streaming services ask of speech: -16 of two channels and -19 of one. */
const targetLufs = -18
/** More only makes the room's own noise and the microphone's audible. */
const mostDb = 20
/** Nobody hears less. */
const leastDb = 1

/** A coder of this bit rate adds up to a decibel or so to peaks, and players clip what is above full scale. */
export const ceilingDb = -1.5

/**
 * By how many decibels a recording is made louder. Never quieter: what is loud enough stays as it came, since the
 * player has a knob for that. One number for all of it, so that near and far stay near and far, and pauses are not
 * pumped up.
 */
export function gainOf({ loudnessLufs }: Pick<Loudness, 'loudnessLufs'>): number {
  if (loudnessLufs === null || !Number.isFinite(loudnessLufs)) return 0
  const wanted = Math.round(10 * (targetLufs - loudnessLufs)) / 10
  return wanted < leastDb ? 0 : Math.min(mostDb, wanted)
}

export const levelOf = (gainDb: number, truePeakDb: number | null): Level => ({
  gainDb,
  limited: truePeakDb !== null && truePeakDb + gainDb > ceilingDb,
})

/** Nothing is heard below it. */
const nothingLufs = -70

/**
 * Reads what the filter `ebur128` says when all is through. Its last words count: a recording's own tags, which ffmpeg
 * repeats before, could say the same. Nulls where it said nothing that can be read.
 */
export function readLoudness(said: string): Loudness {
  const [, loudness] = [...said.matchAll(/^\s*I:\s+(\S+) LUFS$/gm)].at(-1) ?? []
  const [, peak] = [...said.matchAll(/^\s*Peak:\s+(\S+) dBFS$/gm)].at(-1) ?? []
  const loudnessLufs = Number(loudness ?? Number.NaN)
  const truePeakDb = Number(peak ?? Number.NaN)
  return {
    loudnessLufs: loudnessLufs > nothingLufs ? loudnessLufs : null,
    truePeakDb: Number.isFinite(truePeakDb) ? truePeakDb : null,
  }
}
