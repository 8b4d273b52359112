import { type MediaFacts, type Wish, wishAtFirst } from './media-facts.ts'

/**
 * chosen: waits for its title · remaking: is trimmed or made smaller on this device · queued: for its turn · held: for
 * Wi-Fi · sending · paused: by the person · waiting: for a connection · kept: begun before this page was opened, and the
 * file must be chosen again · sent: all of it arrived · refused
 */
export type Phase =
  | 'chosen'
  | 'remaking'
  | 'queued'
  | 'held'
  | 'sending'
  | 'paused'
  | 'waiting'
  | 'kept'
  | 'sent'
  | 'refused'

interface Sample {
  readonly atMs: number
  readonly bytes: number
}

export interface Refusal {
  readonly code: string
  readonly detail: string
}

/** One file on its way, as it is shown. */
export interface Upload {
  readonly key: string
  readonly filename: string
  readonly title: string
  readonly size: number
  readonly phase: Phase
  /** What the server has, and what is under way to it. */
  readonly sentBytes: number
  /** When how much had gone out, over the last seconds: the speed is read from it. */
  readonly samples: readonly Sample[]
  readonly clipId?: string | undefined
  readonly refusal?: Refusal | undefined
  /** What was found out about the file on this device; undefined while it is looked at. */
  readonly facts?: MediaFacts | undefined
  readonly wish?: Wish | undefined
  /** How far it is remade, 0..1. */
  readonly remade?: number | undefined
  /** This device could not do what was wished. */
  readonly remakeFailed?: boolean | undefined
}

export type Happening =
  | { readonly kind: 'titled'; readonly title: string }
  | { readonly kind: 'looked'; readonly facts: MediaFacts; readonly savesData: boolean }
  | { readonly kind: 'wished'; readonly wish: Wish }
  | { readonly kind: 'remaking'; readonly fraction: number }
  /** There is another file to send now, that was made of the chosen one. */
  | { readonly kind: 'remade'; readonly size: number; readonly filename: string }
  | { readonly kind: 'remake-stopped'; readonly hasFailed: boolean }
  | { readonly kind: 'queued' }
  /** There is only mobile data, and nobody said that it may be used. */
  | { readonly kind: 'held' }
  | { readonly kind: 'started' }
  | { readonly kind: 'created'; readonly clipId: string }
  | { readonly kind: 'progressed'; readonly bytes: number; readonly atMs: number }
  | { readonly kind: 'paused' }
  /** The connection is lost, or the server does not answer: it goes on by itself. */
  | { readonly kind: 'interrupted' }
  /** The server says how much it has. */
  | { readonly kind: 'located'; readonly bytes: number }
  /** The file can no longer be read, and must be chosen again. */
  | { readonly kind: 'mislaid' }
  /** The server has nothing of it any more: it expired, or was removed elsewhere. Whether to begin again is not ours to say. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'arrived' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const speedWindowMs = 20_000

/** What an upload is after something happened. What no longer concerns it (a late progress after a pause) changes nothing. */
export function uploadAfter(upload: Upload, happening: Happening): Upload {
  const { phase } = upload
  const isUnderWay = phase === 'sending' || phase === 'waiting'
  switch (happening.kind) {
    case 'titled':
      return phase === 'chosen' ? { ...upload, title: happening.title } : upload
    case 'looked': {
      const { facts, savesData } = happening
      const wish = upload.wish ?? wishAtFirst(facts, upload.size, savesData)
      return { ...upload, facts, wish }
    }
    case 'wished':
      return phase === 'chosen' ? { ...upload, wish: happening.wish, remakeFailed: false } : upload
    case 'remaking':
      return phase === 'chosen' || phase === 'remaking'
        ? { ...upload, phase: 'remaking', remade: happening.fraction }
        : upload
    case 'remade':
      return phase === 'remaking'
        ? {
            ...upload,
            size: happening.size,
            filename: happening.filename,
            // Once is enough.
            facts: upload.facts && { ...upload.facts, canRemake: false },
            wish: undefined,
          }
        : upload
    case 'remake-stopped':
      return phase === 'remaking'
        ? {
            ...upload,
            phase: 'chosen',
            ...(happening.hasFailed && { wish: { smaller: false }, remakeFailed: true }),
          }
        : upload
    case 'held':
      return isUnderWay || phase === 'queued' ? { ...upload, phase: 'held', samples: [] } : upload
    case 'queued':
      return phase === 'sent' ? upload : { ...upload, phase: 'queued', refusal: undefined, samples: [] }
    case 'started':
      return phase === 'queued' ? { ...upload, phase: 'sending', samples: [] } : upload
    case 'created':
      return { ...upload, clipId: happening.clipId }
    case 'progressed':
      return isUnderWay ? progressed(upload, happening) : upload
    case 'paused':
      return isUnderWay || phase === 'queued' || phase === 'held'
        ? { ...upload, phase: 'paused', samples: [] }
        : upload
    case 'interrupted':
      return isUnderWay ? { ...upload, phase: 'waiting', samples: [] } : upload
    case 'mislaid':
      return isUnderWay ? { ...upload, phase: 'kept', samples: [] } : upload
    case 'located':
      return { ...upload, sentBytes: Math.min(happening.bytes, upload.size) }
    case 'lost':
      return { ...upload, phase: 'chosen', sentBytes: 0, samples: [], clipId: undefined }
    case 'arrived':
      return { ...upload, phase: 'sent', sentBytes: upload.size, samples: [] }
    case 'refused':
      return { ...upload, phase: 'refused', refusal: happening.refusal, samples: [] }
  }
}

function progressed(upload: Upload, { bytes, atMs }: { bytes: number; atMs: number }): Upload {
  const before = upload.samples.at(-1)
  const recent = upload.samples.filter((sample) => atMs - sample.atMs <= speedWindowMs)
  return {
    ...upload,
    phase: 'sending',
    sentBytes: Math.min(bytes, upload.size),
    // After a break it goes on from what arrived, which is less than what went out.
    samples: before && bytes < before.bytes ? [{ atMs, bytes }] : [...recent, { atMs, bytes }],
  }
}

/** Seconds left at the speed of the last moments; undefined until that can be told, or while nothing moves. */
export function secondsLeft({ phase, samples, size, sentBytes }: Upload): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)]
  if (phase !== 'sending' || !first || !last || last.atMs - first.atMs < 3000) return undefined
  const bytesPerMs = (last.bytes - first.bytes) / (last.atMs - first.atMs)
  return bytesPerMs > 0 ? (size - sentBytes) / bytesPerMs / 1000 : undefined
}

export const sentFraction = ({ sentBytes, size }: Pick<Upload, 'sentBytes' | 'size'>): number =>
  size > 0 ? sentBytes / size : 0

/** Leaving the page now would break it off. */
export const isOnItsWay = ({ phase }: Upload): boolean =>
  ['sending', 'waiting', 'queued', 'held', 'remaking'].includes(phase)
