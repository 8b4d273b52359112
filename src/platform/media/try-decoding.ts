import { decodeGuard, localFile } from './guard.ts'
import { MediaFailure, MediaRefusal } from './refusal.ts'
import { runFfprobe } from './run-ffprobe.ts'
import type { MediaTools } from './tools.ts'

interface Trial {
  readonly tools: MediaTools
  readonly file: string
  readonly wallSeconds: number
  readonly signal?: AbortSignal | undefined
}

/** The largest picture there may be, in ten bits without subsampling and with all the frames it can refer to. */
const memoryBytes = 2 * 2 ** 30

/**
 * Decodes a stream to its first frame, and answers how large the picture really is, or null of sound. A file can be whole
 * and hold nothing that can be decoded: encrypted, overwritten with zeros, or a picture that its header calls small. That is
 * a MediaRefusal, and not the failure of an hour's encode that is tried three times.
 */
export async function tryDecoding(
  { tools, file, wallSeconds, signal }: Trial,
  index: number,
): Promise<{ width: number; height: number } | null> {
  let decoded: string | undefined
  const { exitCode, stderr } = await runFfprobe({
    ...{ tools, wallSeconds, signal, memoryBytes },
    args: [
      ...decodeGuard,
      ...['-select_streams', String(index), '-show_entries', 'frame=media_type,width,height'],
      ...['-of', 'csv=p=0', '-i', localFile(file)],
    ],
    onLine: (line) => {
      decoded = line
      return false
    },
  })
  if (decoded !== undefined) {
    const [, width, height] = decoded.split(',').map(Number)
    return width && height ? { width, height } : null
  }
  if (/Picture size \S+ is invalid|exceeds specified max pixel/.test(stderr)) {
    throw new MediaRefusal('picture-too-large', stderr)
  }
  if (exitCode === null) throw new MediaFailure('preparing-failed', 'ffprobe was killed', stderr)
  throw new MediaRefusal('unsupported-format', `nothing of stream ${index} can be decoded: ${stderr}`)
}
