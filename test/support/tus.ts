import type { ClipId, UploadId } from '../../src/platform/ids.ts'
import type { Caller } from './caller.ts'

const version = { 'tus-resumable': '1.0.0' }

export const metadata = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')

const usual = { title: 'Partner talk', filename: 'lesson.mp4', filetype: 'video/mp4' }

/** Starts a resumable upload of so many bytes; answers where it goes on. */
export async function startTus(who: Caller, bytes: number, fields: Readonly<Record<string, string>> = usual) {
  const answer = await who.send('POST', '/api/v1/uploads', {
    headers: { ...version, 'upload-length': String(bytes), 'upload-metadata': metadata(fields) },
  })
  const location = answer.headers.get('location') ?? ''
  return {
    answer,
    location,
    uploadId: location.split('/').at(-1) as UploadId,
    clipId: answer.headers.get('clip-id') as ClipId,
  }
}

export const patchTus = (
  who: Caller,
  location: string,
  offset: number,
  bytes: Uint8Array,
  signal?: AbortSignal,
) =>
  who.send('PATCH', location, {
    body: bytes,
    headers: {
      ...version,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    ...(signal && { signal }),
  })

export const headTus = (who: Caller, location: string) => who.send('HEAD', location, { headers: version })

export const deleteTus = (who: Caller, location: string) => who.send('DELETE', location, { headers: version })

/** How many bytes the server says have arrived. */
export const offsetOf = async (who: Caller, location: string): Promise<number> =>
  Number((await headTus(who, location)).headers.get('upload-offset'))
