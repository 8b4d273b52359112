import type { FacetName } from '../../../src/exemplars/library-schemas.ts'
import type { Audience, ShelfExemplar } from '../../../src/exemplars/schemas.ts'
import { listInWords } from '../messages/in-words.ts'
import { language, type MessageKey, t } from '../messages/messages.ts'

type Area = NonNullable<ShelfExemplar['contentArea']>
type Band = NonNullable<ShelfExemplar['gradeBand']>

export const areaWords = {
  'language arts': 'area.language-arts',
  mathematics: 'area.mathematics',
  science: 'area.science',
  'social studies': 'area.social-studies',
  languages: 'area.languages',
  arts: 'area.arts',
  'physical education': 'area.physical-education',
  technology: 'area.technology',
  other: 'area.other',
} as const satisfies Record<Area, MessageKey>

export const bandWords = {
  'before school': 'band.before-school',
  'K-2': 'band.k-2',
  '3-5': 'band.3-5',
  '6-8': 'band.6-8',
  '9-12': 'band.9-12',
  adults: 'band.adults',
} as const satisfies Record<Band, MessageKey>

export const lengthWords = {
  short: 'length.short',
  medium: 'length.medium',
  long: 'length.long',
  'very long': 'length.very-long',
} as const

const reasonWords = {
  'student thinking': 'reason.student-thinking',
  depth: 'reason.depth',
  clarity: 'reason.clarity',
} as const satisfies Record<ShelfExemplar['reasons'][number], MessageKey>

export const facetWords = {
  contentArea: 'facet.content-area',
  gradeBand: 'facet.grade-band',
  practice: 'facet.practice',
  lookFor: 'facet.look-for',
  standard: 'facet.standard',
  length: 'facet.length',
  captions: 'facet.captions',
} as const satisfies Record<FacetName, MessageKey>

/** “Shows student thinking and depth.” */
export const reasonsInWords = (reasons: ShelfExemplar['reasons']): string =>
  t('exemplar.shows', { reasons: listInWords(reasons.map((reason) => t(reasonWords[reason]))) })

/** “Spanish”, in the language of the page; a tag that no browser knows is said as it is. */
export function languageInWords(tag: string): string {
  try {
    return new Intl.DisplayNames([language()], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

const fixed: Readonly<Record<string, Readonly<Record<string, MessageKey>>>> = {
  contentArea: areaWords,
  gradeBand: bandWords,
  length: lengthWords,
}

/** A value of a facet. Words of the organisation have names of their own, and are not found here. */
export function valueInWords(facet: FacetName, value: string): string | undefined {
  if (facet === 'captions') return languageInWords(value)
  const key = fixed[facet]?.[value]
  return key && t(key)
}

/** How a word of the organisation is called: a standard by its code first. */
export const termName = ({ code, name }: { readonly code?: string | null; readonly name: string }): string =>
  code ? `${code} ${name}` : name

/** Whom an exemplar, or a collection, is for. */
export const audienceName = ({ kind, name }: Audience): string =>
  kind === 'organisation' ? t('audience.organisation') : (name ?? '')
