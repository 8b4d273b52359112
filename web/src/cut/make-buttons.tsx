import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import type { HidingCut } from './contract.ts'
import type { CutDraft } from './cut-draft.ts'
import { hidesTheSame } from './hidden.ts'
import { OwnClipButton } from './own-clip-button.tsx'
import { isWhole } from './part.ts'

interface Props {
  readonly clip: Clip
  readonly draft: CutDraft
  readonly standing: HidingCut
  readonly recordingMs: number
  readonly isUnchanged: boolean
  readonly isBusy: boolean
  readonly onMake: () => void
  /** The same for who was asked about it: rejects where it is refused. */
  readonly make: () => Promise<unknown>
  readonly onWhole: () => void
  readonly onReset: () => void
}

/** What is done with what is wanted. The recording is never destroyed by one press. */
export function MakeButtons(props: Props) {
  const { clip, draft, standing, recordingMs, isUnchanged, isBusy, onMake, make, onWhole, onReset } = props
  const { part, hidden, original } = draft
  const isHiding = hidden.length > 0
  const hidesAsBefore = hidesTheSame(hidden, standing.redactions)
  const label = isHiding || !hidesAsBefore ? t('hide.make') : t('cut.action')
  return (
    <>
      {!isUnchanged && <p class="hint">{t(isHiding ? 'hide.meanwhile' : 'cut.meanwhile')}</p>}
      <div class="actions">
        {isHiding && original === 'destroy' ? (
          <AskFirst
            label={label}
            look="danger"
            title={t('hide.ask')}
            words={[t('hide.ask-first'), t('hide.ask-never')]}
            action={t('hide.make-and-destroy')}
            does={make}
            done={t('hide.begun')}
          />
        ) : (
          <Button
            look="primary"
            busy={isBusy}
            aria-disabled={isUnchanged ? 'true' : undefined}
            onClick={() => !isUnchanged && onMake()}
          >
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
        {clip.can.play && clip.state !== 'withdrawn' && hidesAsBefore && (
          <OwnClipButton clip={clip} part={part} />
        )}
      </div>
    </>
  )
}
