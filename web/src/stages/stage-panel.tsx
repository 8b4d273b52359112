import { language, t } from '../messages/messages.ts'
import { useWatching } from '../threads/watching.ts'
import { StageNow } from './stage-now.tsx'
import { soonIn, stageState } from './stage-words.ts'
import type { Assignment } from './stages-query.ts'
import { isAbout } from './turns.ts'

/** What is asked for about the clip now, what comes then, and until when. */
export function StagePanel({ assignments }: { readonly assignments: readonly Assignment[] }) {
  const { clipId } = useWatching()
  return (
    <>
      {assignments.map((assignment) => (
        <AssignmentPanel
          key={assignment.id}
          assignment={assignment}
          clipId={clipId}
          isAlone={assignments.length === 1}
        />
      ))}
    </>
  )
}

interface PanelProps {
  readonly assignment: Assignment
  readonly clipId: string
  readonly isAlone: boolean
}

function AssignmentPanel({ assignment, clipId, isAlone }: PanelProps) {
  const { id, protocol, stages, question, dueAt, zone, cohort } = assignment
  const open = stages.filter((stage) => stage.state === 'open' && isAbout(assignment, stage, clipId))
  const next = stages.find(({ state }) => state === 'to come')
  const titleId = `stages-${id}`
  return (
    <section class="stage-panel" aria-labelledby={titleId}>
      <div class="stage-head">
        <h2 id={titleId}>
          <a href={`/assignments/${id}`}>{protocol.title[language()]}</a>
        </h2>
        <p class="hint">
          {!isAlone && <>{cohort.name} · </>}
          {t('stages.until', { when: soonIn(zone, dueAt) })}
        </p>
      </div>
      {question && <p class="stage-question">{question}</p>}
      {open.map((stage) => (
        <StageNow key={stage.id} assignment={assignment} stage={stage} />
      ))}
      {open.length === 0 && (
        <p>
          {t('stages.none-open')}{' '}
          {next && t('stages.then', { stage: next.name[language()], when: soonIn(zone, next.opensAt) })}
        </p>
      )}
      {stages.length > 1 && (
        <details>
          <summary>{t('stages.all', { count: stages.length })}</summary>
          <ol class="stage-list">
            {stages.map((stage) => (
              <li key={stage.id} class={stage.state === 'open' ? 'now' : undefined}>
                <strong>{stage.name[language()]}</strong>{' '}
                <span class="hint">{stageState(assignment, stage)}</span>
                {stage.state !== 'open' && <p>{stage.prompt[language()]}</p>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}
