import { t } from '../messages/messages.ts'
import type { Original } from './hidden.ts'

interface Props {
  readonly value: Original
  readonly onChoose: (value: Original) => void
}

/** What becomes of the rest of the recording, which shows what is hidden. */
export function OriginalChoice({ value, onChoose }: Props) {
  const option = (original: Original, name: string, words: string) => (
    <label class="protocol-option">
      <input type="radio" name="original" checked={value === original} onChange={() => onChoose(original)} />
      <span>
        <strong>{name}</strong>
        <span class="hint">{words}</span>
      </span>
    </label>
  )
  return (
    <fieldset class="protocol-choice">
      <legend>{t('hide.original')}</legend>
      {option('seal', t('hide.seal'), t('hide.seal-words'))}
      {option('destroy', t('hide.destroy'), t('hide.destroy-words'))}
    </fieldset>
  )
}
