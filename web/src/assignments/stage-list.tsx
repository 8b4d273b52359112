import type { Protocol } from '../../../src/assignments/protocol-schemas.ts'
import { t } from '../messages/messages.ts'
import { inLanguage, rulesInWords } from './assignment-words.ts'
import { clipsSpokenOf } from './clips-spoken-of.ts'

/** The stages of a protocol in plain words, before there is any date for them. */
export function StageList({ stages }: Pick<Protocol, 'stages'>) {
  const clips = clipsSpokenOf(stages)
  return (
    <ol class="stages">
      {stages.map((stage) => (
        <li key={stage.key}>
          <p class="stage-head">
            <strong>{inLanguage(stage.name)}</strong>
            <span class="hint">{t('stage.window', { from: stage.opensPct, until: stage.closesPct })}</span>
          </p>
          <p class="said">{inLanguage(stage.prompt)}</p>
          <p class="hint">
            {rulesInWords(stage, { clips }).join(' ')}
            {stage.roomMinutes > 0 && ` ${t('stage.room', { count: stage.roomMinutes })}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
