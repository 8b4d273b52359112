import type { LedgerRow } from '../../../src/clips/ledger-schemas.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { timeCode } from '../player/time-code.ts'
import { kindWords } from './kind-words.ts'
import { actorKey, ledgerKey, scopeKeys, whyKeys } from './message-keys.ts'

/** Why a clip was destroyed. */
export const whyWords = (why: string): string =>
  Object.hasOwn(whyKeys, why) ? t(whyKeys[why as keyof typeof whyKeys]) : why

/** How far those in the picture agreed to. */
export const scopeWords = (scope: string): string =>
  Object.hasOwn(scopeKeys, scope) ? t(scopeKeys[scope as keyof typeof scopeKeys]) : scope

/** What a row of the ledger tells, in words. Who did it and when stand beside it. */
export function ledgerWords({ what, detail, cohort }: Pick<LedgerRow, 'what' | 'detail' | 'cohort'>): string {
  const text = (name: string): string => {
    const value = detail?.[name]
    return typeof value === 'string' ? value : ''
  }
  const number = (name: string): number => {
    const value = detail?.[name]
    return typeof value === 'number' ? value : 0
  }
  const words = t(ledgerKey({ what, detail }), {
    cohort: cohort?.name ?? '',
    count: number('people') || number('objects') || number('hiddenPictures') + number('hiddenSounds'),
    start: timeCode(number('inMs')),
    end: timeCode(number('outMs')),
    scope: scopeWords(text('scope')),
    kind: kindWords(text('kind')),
    why: whyWords(text('why')),
    date: text('until') === '' ? dayOf(text('heldSince')) : lastDayOf(text('until')),
  })
  const through = what === 'play' || what === 'download' ? throughWords({ detail, cohort }) : ''
  return through === '' ? words : `${words} · ${through}`
}

/** How somebody came to watch: the name of a cohort, or as an exemplar; nothing for its owner. */
export const throughWords = ({ detail, cohort }: Pick<LedgerRow, 'detail' | 'cohort'>): string =>
  cohort?.name ?? (detail?.exemplarId === undefined ? '' : t('clip.as-exemplar'))

const dayOf = (instant: string): string => (instant === '' ? '—' : dateOf(instant))

/** What ends at midnight has the day before as its last. */
const lastDayOf = (until: string): string => dateOf(new Date(Date.parse(until) - 1).toISOString())

/** Who did what a row tells of; nothing where that is nobody's to know. */
export function actorWords(row: Pick<LedgerRow, 'by' | 'who' | 'what' | 'detail'>): string {
  if (row.who) return row.who.name
  const key = actorKey(row)
  return key ? t(key) : ''
}
