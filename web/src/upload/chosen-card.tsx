import { useEffect, useState } from 'preact/hooks'
import { bytesInWords, durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import type { Upload } from './upload-state.ts'
import { useUploader } from './use-uploader.ts'

/** A chosen file that waits for its title. */
export function ChosenCard({ upload, file }: { readonly upload: Upload; readonly file: File | undefined }) {
  const uploader = useUploader()
  const [isMissing, setMissing] = useState(false)
  const durationMs = useDuration(file)
  const titleId = `title-${upload.key}`
  useEffect(() => {
    // Straight after choosing; who comes back to the page later reads it from the top.
    if (document.activeElement?.matches('input[type=file]')) document.getElementById(titleId)?.focus()
  }, [titleId])
  const facts = [upload.filename, bytesInWords(upload.size)]
  if (durationMs !== undefined) facts.push(durationInWords(durationMs))
  return (
    <li class="upload-card chosen">
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (upload.title.trim() === '') {
            setMissing(true)
            document.getElementById(titleId)?.focus()
          } else uploader.send(upload.key)
        }}
      >
        <p class="hint">{facts.join(' · ')}</p>
        <Field
          id={titleId}
          label={t('upload.title')}
          hint={t('upload.title-hint')}
          value={upload.title}
          maxLength={200}
          error={isMissing && upload.title.trim() === '' ? t('upload.title-missing') : undefined}
          onInput={(event) => uploader.setTitle(upload.key, event.currentTarget.value)}
          required
        />
        <div class="actions">
          <Button look="primary" icon="upload" type="submit">
            {t('upload.send')}
          </Button>
          <Button look="quiet" onClick={() => void uploader.remove(upload.key)}>
            {t('upload.not-this')}
          </Button>
        </div>
      </form>
    </li>
  )
}

/** Length of the recording in milliseconds, where this browser can read the file; others are read by the server. */
function useDuration(file: File | undefined): number | undefined {
  const [durationMs, setDuration] = useState<number>()
  useEffect(() => {
    if (!file) return
    const url = URL.createObjectURL(file)
    const video = document.createElement('video')
    video.preload = 'metadata'
    video.onloadedmetadata = () => Number.isFinite(video.duration) && setDuration(video.duration * 1000)
    video.src = url
    return () => {
      video.removeAttribute('src')
      video.load()
      URL.revokeObjectURL(url)
    }
  }, [file])
  return durationMs
}
