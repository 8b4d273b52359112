import { trimmed } from '../platform/words.ts'

/** As a code or a name is kept: on one line, without spaces around it, each letter written in one way. */
export const onOneLine = (text: string): string =>
  trimmed(text.normalize('NFC').replaceAll(/[\s\p{Cc}]+/gu, ' '))
