import type { OwnedExemplar } from '../../../src/exemplars/lifecycle-schemas.ts'
import type { Exemplar, Passport, Receipt, ShelfExemplar } from '../../../src/exemplars/schemas.ts'
import { audienceName } from '../exemplars/exemplar-words.ts'
import { dateOf, dayInWords } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'

type State = ShelfExemplar['state']

/** It is asked for, agreed to or published: what comes next is somebody's to do. */
export const isOpen = ({ state }: { readonly state: State }): boolean =>
  state === 'asked' || state === 'agreed' || state === 'published'

/** Its owner agreed, and it is not over. */
export const stands = ({ state }: { readonly state: State }): boolean =>
  state === 'agreed' || state === 'published'

/** Where one of the reader's own exemplars stands, in a sentence. */
export function ownedSentence({ state, nominatedBy, endsOn, receipt }: OwnedExemplar, meId: string): string {
  switch (state) {
    case 'asked':
      return nominatedBy.id === meId ? t('mine.asked-self') : t('mine.asked', { name: nominatedBy.name })
    case 'agreed':
      return endsOn ? t('mine.agreed-until', { day: dayInWords(endsOn) }) : t('mine.agreed')
    case 'published':
      return endsOn ? t('mine.published-until', { day: dayInWords(endsOn) }) : t('mine.published')
    case 'refused':
      return t('mine.refused')
    case 'taken back':
      return t('mine.taken-back')
    case 'ended':
      return receipt
        ? t('mine.ended-on', { date: dateOf(receipt.endedAt), because: becauseWords(receipt.because) })
        : t('mine.ended')
  }
}

const nominatedWords = {
  asked: 'mine.nominated-asked',
  agreed: 'mine.nominated-agreed',
  published: 'mine.nominated-published',
  refused: 'mine.ended',
  'taken back': 'mine.ended',
  ended: 'mine.ended',
} as const satisfies Record<State, string>

/** Where one that the reader nominated stands. */
export const nominatedSentence = ({ state }: ShelfExemplar): string => t(nominatedWords[state])

const becauseKeys = {
  owner: 'receipt.because-owner',
  withdrawn: 'receipt.because-withdrawn',
  'consent withdrawn': 'receipt.because-consent',
  'consent narrowed': 'receipt.because-narrowed',
  purged: 'receipt.because-purged',
  'owner left': 'receipt.because-left',
  expired: 'receipt.because-expired',
} as const satisfies Record<Receipt['because'], string>

/** Why it is over, as in “you ended it”. */
export const becauseWords = (because: Receipt['because']): string => t(becauseKeys[because])

/** The one sentence of a passport: who sees the clip as an exemplar now, and until when. */
export function passportSentence({ state, consent, publishedAt }: Exemplar): string {
  if (!consent) return state === 'asked' ? t('exemplar.asks-you') : t('mine.ended')
  const audience = audienceName(consent.audience)
  const day = dayInWords(consent.endsOn)
  return state === 'published' && publishedAt
    ? t('passport.published', { audience, day, date: dateOf(publishedAt) })
    : t('passport.agreed', { audience, day })
}

const closedKeys = {
  curator: 'passport.did-unpublish',
  renewed: 'passport.did-renew',
} as const

/** A line of the history of an exemplar; `isEnd` of a consent that was taken back. */
export function historyWords({ what, because, who }: Passport['history'][number], isEnd: boolean): string {
  switch (what) {
    case 'nominate':
      return t('passport.did-nominate')
    case 'consent to exemplar':
      return t(isEnd ? 'passport.did-end' : 'passport.did-agree')
    case 'publish':
      return t(who ? 'passport.did-publish' : 'passport.did-publish-again')
    case 'unpublish':
      if (because && Object.hasOwn(closedKeys, because)) {
        return t(closedKeys[because as keyof typeof closedKeys])
      }
      return because && Object.hasOwn(becauseKeys, because)
        ? t('passport.did-close', { because: becauseWords(because as Receipt['because']) })
        : t('passport.did-unpublish')
  }
}

type Places = Pick<Passport, 'collections' | 'cohortCollections' | 'assignments' | 'studies'>

/** Where an exemplar is, or was, a line each; nothing where it is nowhere. */
export function placesInWords({ collections, cohortCollections, assignments, studies }: Places): string[] {
  return [
    ...collections.map((title) => t('places.collection', { title })),
    ...(cohortCollections > 0 ? [t('places.cohort-collections', { count: cohortCollections })] : []),
    ...(assignments > 0 ? [t('places.assignments', { count: assignments })] : []),
    ...(studies > 0 ? [t('places.studies', { count: studies })] : []),
  ]
}

/** The line with which the owner took their consent back, which the ledger tells as another consent; -1 where they did not. */
export const endOf = ({ history, receipt }: Pick<Passport, 'history' | 'receipt'>): number =>
  receipt?.because === 'owner' ? history.findIndex(({ what }) => what === 'consent to exemplar') : -1
