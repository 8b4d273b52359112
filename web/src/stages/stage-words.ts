import { language, t } from '../messages/messages.ts'
import { whenIn } from '../messages/moments.ts'
import type { Assignment, Stage } from './stages-query.ts'

/** What an open stage asks of the reader, or why it is not theirs. */
export function turnInWords({ stages, presenter }: Assignment, stage: Stage, personId: string): string {
  const { mine, anchor, minPosts, whoPosts } = stage
  if (!mine.mayPost) {
    if (mine.why === 'previous-stage-first') {
      const first = stages.findLast(({ seq, mine: { mayPost } }) => seq < stage.seq && mayPost)
      return first ? t('stages.after', { stage: first.name[language()] }) : t('stages.after-before')
    }
    if (whoPosts === 'nobody') return t('stages.nobody')
    if (whoPosts === 'presenter') {
      return presenter ? t('stages.presenter', { name: presenter.name }) : t('stages.somebody-presents')
    }
    if (presenter?.id !== personId) return t('stages.not-yours')
    return stage.presenterAnswers ? t('stages.you-answer') : t('stages.you-listen')
  }
  if (isDone(stage)) return t('stages.done', { count: mine.posts })
  if (mine.posts > 0 && mine.left > 0) return t('stages.written', { written: mine.posts, count: minPosts })
  if (anchor === 'reply only') return t('stages.answer')
  if (mine.left === 0) return t('stages.may')
  return t(anchor === 'required' ? 'stages.asked-at' : 'stages.asked', { count: minPosts })
}

/** All that an open stage asks of the reader is written. */
export const isDone = ({ mine, minPosts }: Stage): boolean => mine.asked && minPosts > 0 && mine.left === 0

/** Where a stage stands in its time. */
export function stageState({ zone }: Assignment, { state, opensAt, closesAt }: Stage): string {
  if (state === 'to come') return t('stages.opens', { when: soonIn(zone, opensAt) })
  return state === 'open' ? t('stages.open-until', { when: soonIn(zone, closesAt) }) : t('stages.closed')
}

/** As all that stands beside a clip says its times. */
export const soonIn = (zone: string, iso: string): string =>
  whenIn(zone, iso, { length: 'short', brief: true })
