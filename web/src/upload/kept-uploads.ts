import { keep, readKept } from '../browser/kept.ts'

/** What this browser remembers of an unfinished upload, so that it can go on after a reload. */
export interface KeptUpload {
  readonly key: string
  readonly fingerprint: string
  /** Where the server takes the rest of it. */
  readonly url: string
  readonly clipId?: string | undefined
  readonly title: string
  readonly filename: string
  readonly size: number
  readonly sentBytes: number
}

/** Each person's own: a shared machine must not offer one teacher's upload to the next. */
const nameFor = (personId: string): string => `uploads.${personId}`

export const keptUploads = (personId: string): readonly KeptUpload[] =>
  readKept<KeptUpload[]>(nameFor(personId)) ?? []

export function keepUpload(personId: string, upload: KeptUpload): void {
  const others = keptUploads(personId).filter(({ key }) => key !== upload.key)
  keep(nameFor(personId), [...others, upload])
}

export function forgetUpload(personId: string, key: string): void {
  keep(
    nameFor(personId),
    keptUploads(personId).filter((upload) => upload.key !== key),
  )
}

/** How much of it the server has. `gone` where it expired or was completed, `unknown` where it did not say. */
export async function askOffset(url: string): Promise<number | 'gone' | 'unknown'> {
  try {
    const answer = await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })
    if (answer.status === 404 || answer.status === 410) return 'gone'
    const offset = Number(answer.headers.get('upload-offset') ?? Number.NaN)
    if (!answer.ok || Number.isNaN(offset)) return 'unknown'
    return offset === Number(answer.headers.get('upload-length')) ? 'gone' : offset
  } catch {
    return 'unknown'
  }
}
