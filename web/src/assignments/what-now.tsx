import type { Assignment, Stage } from '../../../src/assignments/schemas.ts'
import { t } from '../messages/messages.ts'
import { whenIn } from '../messages/moments.ts'
import { Notice } from '../parts/notice.tsx'
import { inLanguage, nextStage } from './assignment-words.ts'

/** The one thing to do next, or that there is none. */
export function WhatNow({ assignment }: { readonly assignment: Assignment }) {
  const { state, zone, opensAt, dueAt, clips, stages } = assignment
  if (state === 'planned')
    return <Say words={t('now.planned', { when: whenIn(zone, opensAt, { as: 'on' }) })} />
  if (state === 'cancelled') return <Say words={t('now.cancelled')} />
  if (state !== 'open') return <Say words={t('now.over')} />
  const next = nextStage(assignment)
  if (next) return <Next stage={next} clip={clipOf(next, clips)} zone={zone} />
  const comes = stages.find((stage) => stage.state === 'to come' && stage.mine.left > 0)
  if (comes) {
    return (
      <Notice tone="ok">
        <p>
          {t('now.later', { stage: inLanguage(comes.name), when: whenIn(zone, comes.opensAt, { as: 'on' }) })}
        </p>
      </Notice>
    )
  }
  return (
    <Notice tone="ok">
      <p>{t('now.done', { when: whenIn(zone, dueAt, { as: 'the' }) })}</p>
    </Notice>
  )
}

const Say = ({ words }: { readonly words: string }) => (
  <Notice>
    <p>{words}</p>
  </Notice>
)

interface NextProps {
  readonly stage: Stage
  readonly clip: Assignment['clips'][number] | undefined
  readonly zone: string
}

function Next({ stage, clip, zone }: NextProps) {
  const { name, prompt, mine, minPosts, closesAt, sealed } = stage
  return (
    <Notice
      icon={sealed ? 'lock' : 'comment'}
      title={t('now.stage', { stage: inLanguage(name) })}
      actions={
        clip && (
          <a class="button primary" href={`/clips/${clip.id}`}>
            <span>{t('now.watch', { title: clip.title })}</span>
          </a>
        )
      }
    >
      <p class="said">{inLanguage(prompt)}</p>
      <p class="hint">
        {mine.posts > 0 ? t('stage.mine-of', { done: mine.posts, count: minPosts }) : t('stage.yours')}{' '}
        {t('stage.until', { when: whenIn(zone, closesAt, { length: 'short', brief: true, as: 'the' }) })}
        {sealed && ` ${t('stage.sealed')}`}
      </p>
    </Notice>
  )
}

const clipOf = ({ clipPosition }: Stage, clips: Assignment['clips']) =>
  clips.find(({ position }) => position === clipPosition) ?? clips[0]
