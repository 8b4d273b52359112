import type { DetailedError, Upload as TusUpload } from 'tus-js-client'
import { problemOf } from '../api/problem.ts'
import { isSlow } from './connection.ts'
import type { Refusal } from './upload-state.ts'

/** Why a file is not being sent at the moment. */
export type Hitch =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed-out' }
  /** The server has nothing of it any more: it must begin again. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

interface Sending {
  readonly title: string
  /** Where the rest goes, if part of it was sent before. */
  readonly url: string | undefined
  readonly onCreated: (url: string) => void
  readonly onClip: (clipId: string) => void
  readonly onProgress: (bytes: number) => void
  /** The connection broke; it is being tried again. */
  readonly onBreak: () => void
  readonly onHitch: (hitch: Hitch) => void
  readonly onArrived: () => void
}

const endpoint = '/api/v1/uploads'

/** Sends a file by tus, from where the server has it. Answers how to stop. Everything else is told by the callbacks. */
export async function sendFile(file: File, sending: Sending): Promise<() => void> {
  const { Upload } = await import('tus-js-client')
  const upload: TusUpload = new Upload(file, {
    // Where it goes on, there must be no way to begin another one: after an answer that tus does not expect (a proxy's
    // 502 while the server restarts) it would do that, and send everything again into a second clip.
    endpoint: sending.url ? null : endpoint,
    uploadUrl: sending.url ?? null,
    metadata: { title: sending.title, filename: file.name, filetype: file.type },
    chunkSize: chunkBytes(),
    retryDelays: [0, 1000, 3000, 5000, 10_000, 30_000],
    storeFingerprintForResuming: false,
    onUploadUrlAvailable: () => {
      upload.options.endpoint = null
      if (upload.url) sending.onCreated(upload.url)
    },
    onAfterResponse: (_request, response) => {
      const clipId = response.getHeader('Clip-Id')
      if (clipId) sending.onClip(clipId)
    },
    onShouldRetry: (error) => {
      const passes = hitchOf(error, upload.url !== null).kind === 'unreachable' && navigator.onLine
      if (passes) sending.onBreak()
      return passes
    },
    onProgress: sending.onProgress,
    onError: (error) => sending.onHitch(hitchOf(error, upload.url !== null)),
    onSuccess: sending.onArrived,
  })
  upload.start()
  return () => void upload.abort()
}

/** A lost connection costs what was under way of a piece, so on slow links pieces are small. */
const chunkBytes = (): number => (isSlow() ? 2 ** 20 : 8 * 2 ** 20)

function hitchOf(error: Error | DetailedError, wasCreated: boolean): Hitch {
  const response = 'originalResponse' in error ? error.originalResponse : null
  const status = response?.getStatus() ?? 0
  // 409 and 423: another connection, one that died a moment ago, still holds the place.
  if (!response || status === 0 || status >= 500 || status === 409 || status === 423) {
    return { kind: 'unreachable' }
  }
  if (status === 401) return { kind: 'signed-out' }
  if (wasCreated && (status === 404 || status === 410)) return { kind: 'lost' }
  const { code, detail } = problemOf(status, response.getBody())
  return { kind: 'refused', refusal: { code, detail } }
}
