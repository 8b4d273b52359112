import type { Clip } from '../../../src/clips/schemas.ts'
import { listInWords, percent, roughly } from '../messages/in-words.ts'
import { hasMessage, t } from '../messages/messages.ts'
import { type ClipFailure, clipState } from './clip-state.ts'

/** The one true sentence of a clip's state; empty where it is ready and there is nothing to say. */
export function clipSentence(clip: Pick<Clip, 'state' | 'progress' | 'failure'>): string {
  const state = clipState(clip)
  switch (state.kind) {
    case 'receiving':
      return t('clip.receiving')
    case 'preparing':
      return state.secondsLeft === null
        ? t('clip.preparing')
        : t('clip.preparing-left', { left: roughly(state.secondsLeft) })
    case 'watchable':
      return t('clip.watchable', { percent: percent(state.fraction) })
    case 'watchable-only':
      return t('clip.watchable-only')
    case 'failed':
      return state.failure ? failureWords(state.failure) : t('clip.failed')
    case 'withdrawn':
      return t('clip.withdrawn')
    case 'paused':
      return t('clip.paused')
    case 'ready':
      return ''
  }
}

export function failureWords({ code, message }: ClipFailure): string {
  const key = `failure.${code}`
  return hasMessage(key) ? t(key) : message
}

/** Who it is shared with: the names of cohorts, or “Only you”, unless it is an exemplar. */
export const audienceWords = ({ grants, exemplarId }: Pick<Clip, 'grants' | 'exemplarId'>): string =>
  grants.length > 0
    ? listInWords(grants.map(({ cohort }) => cohort.name))
    : t(exemplarId ? 'clip.as-exemplar' : 'clip.only-you')
