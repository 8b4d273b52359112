import { keep, readKept } from '../browser/kept.ts'

/** What this browser remembers of an upload, so that it can go on after a reload. */
export interface KeptUpload {
  readonly key: string
  readonly title: string
  readonly filename: string
  readonly size: number
  readonly sentBytes: number
  readonly fingerprint?: string | undefined
  /** Where the server takes the rest of it; not yet where it was not begun there. */
  readonly url?: string | undefined
  readonly clipId?: string | undefined
  /** Its bytes are kept by this browser: it was made here, and is nowhere else. */
  readonly ownType?: string | undefined
  readonly isPaused?: boolean | undefined
  /** All of it arrived. It stays in the list until it is put away. */
  readonly isSent?: boolean | undefined
}

/** Each person's own: a shared machine must not offer one teacher's upload to the next. */
const nameFor = (personId: string): string => `uploads.${personId}`

export const keptUploads = (personId: string): readonly KeptUpload[] =>
  readKept<KeptUpload[]>(nameFor(personId)) ?? []

/** What was remembered before stays, but for what is given. */
export function keepUpload(personId: string, upload: KeptUpload): void {
  const all = keptUploads(personId)
  const before = all.find(({ key }) => key === upload.key)
  const others = all.filter((each) => each !== before)
  keep(nameFor(personId), [...others, { ...before, ...upload }])
}

/** Changes what is remembered of an upload, if anything is. */
export function alterKept(personId: string, key: string, changes: Partial<KeptUpload>): void {
  const before = keptUploads(personId).find((upload) => upload.key === key)
  if (before) keepUpload(personId, { ...before, ...changes })
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

/** Whether this window may send it. Another one that is at it would be broken off, and break this one off. */
export function claimUpload(key: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true)
  return new Promise((resolve) => {
    navigator.locks
      .request(`interlude.upload.${key}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null)
        // As long as the page is open.
        return lock ? new Promise<void>(() => {}) : undefined
      })
      .catch(() => resolve(true))
  })
}
