import { language, t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { useWatching } from '../threads/watching.ts'
import { isDone, soonIn, turnInWords } from './stage-words.ts'
import type { Assignment, Stage } from './stages-query.ts'

/** A stage that is open: what it asks, how much of it is done, and until when. */
export function StageNow({ assignment, stage }: { readonly assignment: Assignment; readonly stage: Stage }) {
  const { personId } = useWatching()
  const { mine, closesAt } = stage
  return (
    <div class={mine.mayPost ? 'stage-now mine' : 'stage-now'}>
      <h3>{stage.name[language()]}</h3>
      <p>{stage.prompt[language()]}</p>
      <p class="hint">
        {mine.mayPost && isDone(stage) && <Icon name="check" />}
        {turnInWords(assignment, stage, personId)}{' '}
        {t('stages.open-until', { when: soonIn(assignment.zone, closesAt) })}
      </p>
    </div>
  )
}
