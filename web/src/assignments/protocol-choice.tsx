import type { Protocol } from '../../../src/assignments/protocol-schemas.ts'
import { t } from '../messages/messages.ts'
import { inLanguage, nameOf } from './assignment-words.ts'
import { StageList } from './stage-list.tsx'

interface Props {
  readonly protocols: readonly Protocol[]
  readonly chosen: Protocol | undefined
  readonly onChoose: (protocol: Protocol) => void
}

/** Which way the talk goes; the stages of the one that is chosen stand below it. */
export function ProtocolChoice({ protocols, chosen, onChoose }: Props) {
  return (
    <fieldset class="protocol-choice">
      <legend>{t('assignment.protocol')}</legend>
      {protocols.map((protocol) => {
        const isChosen = chosen !== undefined && nameOf(protocol) === nameOf(chosen)
        const { title, about, stages } = protocol
        return (
          <div key={nameOf(protocol)}>
            <label class="protocol-option">
              <input type="radio" name="protocol" checked={isChosen} onChange={() => onChoose(protocol)} />
              <span>
                <strong>{inLanguage(title)}</strong>
                <span class="hint">
                  {about ? inLanguage(about) : t('protocol.own')}{' '}
                  {t('protocol.stages', { count: stages.length })}
                </span>
              </span>
            </label>
            {isChosen && (
              <details class="fold">
                <summary>{t('protocol.show-stages')}</summary>
                <StageList stages={stages} />
              </details>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
