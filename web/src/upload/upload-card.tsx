import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { say } from '../parts/status.tsx'
import { FileChoice } from './file-choice.tsx'
import { RefusedActions } from './refused-actions.tsx'
import { SentClip } from './sent-clip.tsx'

import { sentFraction, type Upload } from './upload-state.ts'
import { uploadSentence } from './upload-words.ts'
import { useUploader } from './use-uploader.ts'

interface Props {
  readonly upload: Upload
  /** What can be said about it meanwhile, and who is to see it. */
  readonly children?: ComponentChildren
}

/** One upload that was begun: how far it is, and what can be done with it. */
export function UploadCard({ upload, children }: Props) {
  const uploader = useUploader()
  const [isAsking, setAsking] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const { key, phase, clipId } = upload
  const title = upload.title || upload.filename

  const remove = async () => {
    setRemoving(true)
    try {
      await uploader.remove(key)
    } catch (error) {
      say(problemWords(error))
      setRemoving(false)
      setAsking(false)
    }
  }
  const chooseAgain = async (file: File | undefined) => {
    if (file && !(await uploader.chooseAgain(key, file))) say(t('upload.another-file'))
  }

  if (phase === 'sent' && clipId) {
    return (
      <li class="upload-card sent">
        <h3>{title}</h3>
        <SentClip clipId={clipId} onDismiss={() => void remove()} />
        {children}
      </li>
    )
  }
  return (
    <li class={`upload-card ${phase}`}>
      <h3>{title}</h3>
      <p class="upload-sentence">{uploadSentence(upload)}</p>
      {phase === 'remaking' && <ProgressBar fraction={upload.remade} label={uploadSentence(upload)} />}
      {phase !== 'refused' && phase !== 'sent' && phase !== 'remaking' && (
        <ProgressBar
          fraction={sentFraction(upload)}
          label={t('upload.progress', { title, percent: percent(sentFraction(upload)) })}
        />
      )}
      <div class="actions">
        {(phase === 'sending' || phase === 'waiting') && (
          <Button onClick={() => uploader.pause(key)}>{t('upload.pause')}</Button>
        )}
        {phase === 'held' && (
          <Button onClick={() => uploader.sendOnMobileData(key)}>{t('upload.mobile')}</Button>
        )}
        {phase === 'remaking' && (
          <>
            <Button onClick={() => uploader.stopRemaking(key)}>{t('upload.stop-remaking')}</Button>
            {/* Not where something was to be cut away: it would be sent after all. */}
            {!upload.wish?.part && (
              <Button onClick={() => uploader.sendOriginal(key)}>{t('upload.original')}</Button>
            )}
          </>
        )}
        {phase === 'paused' && <Button onClick={() => uploader.send(key)}>{t('upload.resume')}</Button>}
        {phase === 'kept' && (
          <FileChoice
            label={t('upload.choose-again')}
            onChoose={([file]) => void chooseAgain(file)}
            look="plain"
          />
        )}
        {phase === 'refused' && <RefusedActions upload={upload} />}
        {phase === 'sent' || phase === 'refused' ? (
          <Button look="quiet" onClick={() => void remove()}>
            {t('upload.dismiss')}
          </Button>
        ) : (
          <Button look="quiet" onClick={() => setAsking(true)}>
            {t('upload.remove')}
          </Button>
        )}
      </div>
      {clipId && children}
      {isAsking && (
        <Confirm
          title={t('upload.remove-title')}
          action={t('upload.remove')}
          busy={isRemoving}
          onConfirm={() => void remove()}
          onClose={() => setAsking(false)}
        >
          {t('upload.remove-words', { title })}
        </Confirm>
      )}
    </li>
  )
}
