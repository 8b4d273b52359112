import type { Redaction } from '../../../src/clips/cut-schemas.ts'
import { t } from '../messages/messages.ts'
import { regionInWords } from '../player/region-words.ts'
import { timeCode } from '../player/time-code.ts'

const kindWords = { box: 'hide.box', coarse: 'hide.coarse', mute: 'hide.no-sound' } as const

export const kindInWords = (kind: Redaction['kind']): string => t(kindWords[kind])

const tenths = (ms: number): string => timeCode(ms, { tenths: true })

/** “0:05–0:10.5” */
export const stretchInWords = ({ startMs, endMs }: Redaction): string => `${tenths(startMs)}–${tenths(endMs)}`

/** “Black box, 0:05–0:10”: what tells one from another. */
export const hiddenInWords = (hidden: Redaction): string =>
  t('hide.what', { kind: kindInWords(hidden.kind), stretch: stretchInWords(hidden) })

/** Where in the picture; nothing of sound. */
export const placeInWords = (hidden: Redaction): string | undefined =>
  hidden.kind === 'mute' ? undefined : regionInWords(hidden.region)
