import type { Limits } from '../platform/config.ts'
import { Problem } from '../platform/problems.ts'

const taken = /^(video\/|audio\/|application\/(octet-stream|mp4|ogg|x-matroska|mxf)$|$)/

const inWords = (bytes: number): string =>
  bytes >= 2 ** 30 ? `${+(bytes / 2 ** 30).toFixed(1)} GB` : `${+(bytes / 2 ** 20).toFixed(1)} MB`

/** Refuses a kind of file that cannot be a recording before a byte of it is sent. */
export function refuseWrongType(contentType: string): void {
  if (taken.test(contentType.split(';')[0]?.trim().toLowerCase() ?? '')) return
  throw new Problem(
    415,
    'unsupported-type',
    'Please choose a video or sound recording; this file is something else.',
  )
}

export function refuseTooLarge(bytes: number, { uploadBytes }: Limits): void {
  if (bytes <= uploadBytes) return
  throw new Problem(
    413,
    'too-large',
    `The file is larger than ${inWords(uploadBytes)}, the most that can be taken.`,
  )
}

/** `used` and `wanted` in bytes. */
export function refuseOverQuota(used: number, wanted: number, { quotaBytes }: Limits): void {
  if (used + wanted <= quotaBytes) return
  const left = Math.max(0, quotaBytes - used)
  throw new Problem(
    413,
    'over-quota',
    `Your recordings may take up ${inWords(quotaBytes)}; ${inWords(left)} is left. Please make room first.`,
  )
}

export const brokenForm = (): never => {
  throw new Problem(400, 'broken-form', 'The form broke off or could not be read. Please send it again.')
}

export const emptyFile = (): never => {
  throw new Problem(400, 'empty-file', 'The file is empty. Please choose the recording again.')
}
