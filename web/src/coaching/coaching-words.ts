import type { Pair } from '../../../src/coaching/schemas.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import type { Kind } from './coaching-queries.ts'

/** Who can see it: the one line that stands above everything here. */
export const audienceWords = (pair: Pick<Pair, 'with' | 'invited'>): string =>
  pair.with
    ? t('coaching.only-two', { name: pair.with.name })
    : pair.invited
      ? t('coaching.only-you-invited', { name: pair.invited.name })
      : t('coaching.only-you')

export function partWords(pair: Pick<Pair, 'with' | 'invited' | 'mine'>): string {
  const name = pair.with?.name ?? pair.invited?.name
  if (name === undefined) return t('coaching.you-coach-nobody')
  return pair.mine === 'coach' ? t('coaching.you-coach', { name }) : t('coaching.coaches-you', { name })
}

const kindKeys = {
  plan: 'coaching.kind-plan',
  observe: 'coaching.kind-observe',
  debrief: 'coaching.kind-debrief',
} as const satisfies Record<Kind, MessageKey>

export const kindWords = (kind: Kind): string => t(kindKeys[kind])

const hintKeys = {
  plan: 'coaching.hint-plan',
  observe: 'coaching.hint-observe',
  debrief: 'coaching.hint-debrief',
} as const satisfies Record<Kind, MessageKey>

export const hintWords = (kind: Kind): string => t(hintKeys[kind])
