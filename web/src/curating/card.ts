import type { ChangeCard } from '../../../src/exemplars/card-schemas.ts'
import type { Exemplar, Term } from '../../../src/exemplars/schemas.ts'

/** A question, with a number that it keeps wherever it is moved. */
export interface Question {
  readonly no: number
  readonly text: string
}

/** What the card of an exemplar says, as it is written. */
export interface Card {
  readonly title: string
  readonly contentArea: Exemplar['contentArea']
  readonly gradeBand: Exemplar['gradeBand']
  readonly goal: string
  readonly cameBefore: string
  readonly terms: readonly Term[]
  readonly questions: readonly Question[]
  readonly protocolKey: string | null
  readonly firstTryId: string | null
}

export const cardOf = (exemplar: Exemplar): Card => ({
  ...{ title: exemplar.title, contentArea: exemplar.contentArea, gradeBand: exemplar.gradeBand },
  ...{ goal: exemplar.goal ?? '', cameBefore: exemplar.cameBefore ?? '', terms: exemplar.terms },
  questions: exemplar.questions.map((text, no) => ({ no, text })),
  ...{ protocolKey: exemplar.protocolKey, firstTryId: exemplar.firstTry?.id ?? null },
})

/** As the API takes it: only what is another now. What nobody touched here others may have changed meanwhile. */
export function changeOf(was: Card, now: Card): ChangeCard {
  const [questionsWere, questions] = [textsOf(was), textsOf(now)]
  const [termsWere, termIds] = [idsOf(was), idsOf(now)]
  const change: ChangeCard = {
    ...(now.title.trim() !== was.title && { title: now.title.trim() }),
    ...(now.contentArea !== was.contentArea && { contentArea: now.contentArea }),
    ...(now.gradeBand !== was.gradeBand && { gradeBand: now.gradeBand }),
    ...(now.goal.trim() !== was.goal && { goal: now.goal.trim() || null }),
    ...(now.cameBefore.trim() !== was.cameBefore && { cameBefore: now.cameBefore.trim() || null }),
    ...(!isSame(questions, questionsWere) && { questions }),
    ...(!isSame(termIds.toSorted(), termsWere.toSorted()) && { termIds }),
    ...(now.protocolKey !== was.protocolKey && { protocolKey: now.protocolKey }),
    ...(now.firstTryId !== was.firstTryId && {
      firstTryId: now.firstTryId as NonNullable<ChangeCard['firstTryId']> | null,
    }),
  }
  return change
}

const textsOf = ({ questions }: Card): string[] =>
  questions.map(({ text }) => text.trim()).filter((text) => text !== '')

const idsOf = ({ terms }: Card): Term['id'][] => terms.map(({ id }) => id)

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each, at) => each === other[at])

/** As many as the server takes. */
export const most = { terms: 30, questions: 12 } as const

export const withQuestion = (questions: readonly Question[]): readonly Question[] => [
  ...questions,
  { no: Math.max(-1, ...questions.map(({ no }) => no)) + 1, text: '' },
]
