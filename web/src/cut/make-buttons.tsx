import type { Cut } from '../../../src/clips/cut-schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import type { CutDraft } from './cut-draft.ts'
import { hidesTheSame } from './hidden.ts'
import { makeWords } from './make-words.ts'
import { OwnClipButton } from './own-clip-button.tsx'
import { isWhole } from './part.ts'

interface Props {
  readonly clip: Clip
  readonly draft: CutDraft
  readonly standing: Cut
  readonly recordingMs: number
  readonly isUnchanged: boolean
  readonly isBusy: boolean
  /** With what is said once it is done. */
  readonly onMake: (done: string) => void
  /** The same for who was asked about it: rejects where it is refused. */
  readonly make: () => Promise<unknown>
  readonly onWhole: () => void
  readonly onReset: () => void
}

/** What is done with what is wanted. The recording is never destroyed by one press. */
export function MakeButtons(props: Props) {
  const { clip, draft, standing, recordingMs, isUnchanged, isBusy, onMake, make, onWhole, onReset } = props
  const { part, hidden } = draft
  const { label, done, meanwhile, ask } = makeWords(draft, standing, clip.state)
  return (
    <>
      {!isUnchanged && meanwhile && <p class="hint">{meanwhile}</p>}
      <div class="actions">
        {isUnchanged ? (
          <Button look="primary" aria-disabled="true">
            {t('cut.action')}
          </Button>
        ) : ask ? (
          <AskFirst {...{ label, done, ...ask }} look="danger" title={t('hide.ask')} does={make} />
        ) : (
          <Button look="primary" busy={isBusy} onClick={() => onMake(done)}>
            {label}
          </Button>
        )}
        {!isWhole(part, recordingMs) && <Button onClick={onWhole}>{t('cut.use-all')}</Button>}
        {!isUnchanged && (
          <Button look="quiet" onClick={onReset}>
            {t('cut.as-it-is')}
          </Button>
        )}
        {/* It would show what is to be hidden here and is not yet. */}
        {clip.can.play && clip.state !== 'withdrawn' && hidesTheSame(hidden, standing.redactions) && (
          <OwnClipButton clip={clip} part={part} />
        )}
      </div>
    </>
  )
}
