import { wallSecondsFor } from './box.ts'
import { decodeGuard, localFile } from './guard.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import type { MediaTools } from './tools.ts'

interface SoundJob {
  readonly tools: MediaTools
  readonly source: string
  readonly durationMs: number
  /** Where it is written. */
  readonly file: string
  readonly signal?: AbortSignal | undefined
}

/** What programs that write down speech take: one channel, 16 000 samples a second, as they are. */
export async function extractSound({ tools, source, durationMs, file, signal }: SoundJob): Promise<void> {
  await runFfmpeg({
    tools,
    signal,
    args: [
      ...[...decodeGuard, '-i', localFile(source)],
      ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1'],
      ...['-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', '-f', 'wav', localFile(file)],
    ],
    limits: {
      wallSeconds: wallSecondsFor(durationMs),
      cpuSeconds: wallSecondsFor(durationMs),
      fileBytes: (durationMs / 1000 + 60) * 32_000,
    },
  })
}
