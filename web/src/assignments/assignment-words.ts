import type { Protocol } from '../../../src/assignments/protocol-schemas.ts'
import type { Assignment, Defaults, Stage } from '../../../src/assignments/schemas.ts'
import { listInWords } from '../messages/in-words.ts'
import { language, type MessageKey, t } from '../messages/messages.ts'

/** The same words in each language that is shipped, in that of the page. */
export const inLanguage = (words: { readonly en: string; readonly es: string }): string => words[language()]

export const stateWords = {
  planned: 'assignment.planned',
  open: 'assignment.open',
  'past due': 'assignment.past-due',
  closed: 'assignment.closed',
  cancelled: 'assignment.cancelled',
} as const satisfies Record<Assignment['state'], MessageKey>

export const warningWords = {
  'quiet-hours': 'warning.quiet-hours',
  'past-latest-due': 'warning.past-latest-due',
  'not-a-working-day': 'warning.not-a-working-day',
  'after-meeting': 'warning.after-meeting',
  'little-time': 'warning.little-time',
  'too-many-minutes': 'warning.too-many-minutes',
} as const satisfies Record<Defaults['warnings'][number], MessageKey>

export const whoWords = {
  all: 'stage.who-all',
  presenter: 'stage.who-presenter',
  others: 'stage.who-others',
  nobody: 'stage.who-nobody',
} as const satisfies Record<Stage['whoPosts'], MessageKey>

export const gateWords = {
  open: 'stage.gate-open',
  'own post first': 'stage.gate-sealed',
  'after previous': 'stage.gate-after',
} as const satisfies Record<Stage['gate'], MessageKey>

export const anchorWords = {
  required: 'stage.anchor-required',
  optional: 'stage.anchor-optional',
  none: 'stage.anchor-none',
  'reply only': 'stage.anchor-reply',
} as const satisfies Record<Stage['anchor'], MessageKey>

const kindWords = {
  notice: 'kind.notice',
  wonder: 'kind.wonder',
  interpret: 'kind.interpret',
  suggest: 'kind.suggest',
  appreciate: 'kind.appreciate',
} as const satisfies Record<Stage['kinds'][number], MessageKey>

export const kindsInWords = (kinds: Stage['kinds']): string =>
  listInWords(kinds.map((kind) => t(kindWords[kind])))

type Rules = Pick<
  Protocol['stages'][number],
  'whoPosts' | 'gate' | 'anchor' | 'kinds' | 'minPosts' | 'presenterAnswers' | 'clipPosition'
>

const allKinds = Object.keys(kindWords).length

/** What a stage asks, sentence by sentence, without what goes without saying. */
export function rulesInWords(rules: Rules, { clips = 1 }: { readonly clips?: number } = {}): string[] {
  const { whoPosts, gate, anchor, kinds, minPosts, presenterAnswers, clipPosition } = rules
  if (whoPosts === 'nobody') return [t('stage.who-nobody')]
  return [
    t(whoWords[whoPosts]),
    ...(gate === 'open' ? [] : [t(gateWords[gate])]),
    ...(anchor === 'optional' ? [] : [t(anchorWords[anchor])]),
    ...(kinds.length > 0 && kinds.length < allKinds
      ? [t('stage.kinds', { kinds: kindsInWords(kinds) })]
      : []),
    ...(minPosts > 1 ? [t('stage.least', { count: minPosts })] : []),
    ...(presenterAnswers ? [t('stage.presenter-answers')] : []),
    ...(clipPosition !== null && clips > 1 ? [t('stage.clip', { number: clipPosition + 1 })] : []),
  ]
}

/** Whom a protocol needs to know of: it tells one person from the others. */
export const needsPresenter = ({ stages }: Pick<Protocol, 'stages'>): boolean =>
  stages.some(({ whoPosts }) => whoPosts === 'presenter' || whoPosts === 'others')

/** Among others, the one and only name of a protocol. */
export const nameOf = ({ key, id }: Pick<Protocol, 'key' | 'id'>): string => key ?? id ?? ''

/** The stage to go on with, where the reader is asked for something now: one that asks for posts comes first. */
export function nextStage({
  asksMeNow,
  stages,
}: Pick<Assignment, 'asksMeNow' | 'stages'>): Stage | undefined {
  if (!asksMeNow) return undefined
  const mine = stages.filter(({ mine: { mayPost, asked } }) => mayPost && asked)
  return mine.find(({ mine: { left } }) => left > 0) ?? mine[0]
}
