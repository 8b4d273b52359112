/** The same words as the failure codes a clip can end with (`src/clips/failures.ts`), which this folder may not import. */
export type RefusalCode =
  | 'not-media'
  | 'unsupported-format'
  | 'no-picture-or-sound'
  | 'picture-too-large'
  | 'too-many-streams'
  | 'too-long'
  | 'truncated'

/** The file itself is the reason: trying again cannot help. `detail` is for the log, never for a person. */
export class MediaRefusal extends Error {
  readonly code: RefusalCode
  readonly detail: string

  constructor(code: RefusalCode, detail = '') {
    const plain = plainText(detail)
    super(plain ? `${code}: ${plain}` : code)
    this.code = code
    this.detail = plain
  }
}

export type MediaFailureCode = 'took-too-long' | 'preparing-failed'

/** The work failed, not the file: trying again may help. `stderr` holds the tail of what ffmpeg said, for the log. */
export class MediaFailure extends Error {
  readonly code: MediaFailureCode
  readonly stderr: string

  constructor(code: MediaFailureCode, message: string, stderr = '') {
    super(plainText(message))
    this.code = code
    this.stderr = plainText(stderr)
  }
}

const longest = 16_384

/**
 * What may stand in a log, and be shown by a terminal. ffmpeg repeats what a file says: names and tags that could clear
 * a screen, colour it, or turn its lines around.
 */
export const plainText = (text: string): string =>
  text
    .slice(0, longest)
    .toWellFormed()
    .replace(/[^\P{C}\n]|[\u2028\u2029]/gu, '�')
    .trim()
