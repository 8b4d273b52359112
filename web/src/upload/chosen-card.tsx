import { useEffect, useState } from 'preact/hooks'
import { bytesInWords, durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Notice } from '../parts/notice.tsx'
import { BeforeSending } from './before-sending.tsx'
import type { Upload } from './upload-state.ts'
import { useUploader } from './use-uploader.ts'

/** A chosen file that waits for its title. */
export function ChosenCard({ upload, file }: { readonly upload: Upload; readonly file: File | undefined }) {
  const uploader = useUploader()
  const [isMissing, setMissing] = useState(false)
  const titleId = `title-${upload.key}`
  useEffect(() => {
    // Straight after choosing; who comes back to the page later reads it from the top.
    if (document.activeElement?.matches('input[type=file]')) document.getElementById(titleId)?.focus()
  }, [titleId])
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
        <p class="hint">{factsOf(upload)}</p>
        {upload.facts?.hasSound === false && (
          <Notice tone="warn">
            <p>{t('upload.no-sound')}</p>
          </Notice>
        )}
        {upload.remakeFailed && (
          <Notice tone="warn" urgent>
            <p>{t('upload.remake-failed')}</p>
          </Notice>
        )}
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
        {file && upload.facts && <BeforeSending upload={upload} facts={upload.facts} file={file} />}
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

/** The name of the file, how large and how long it is, and whether it can be heard. */
function factsOf({ filename, size, facts }: Upload): string {
  const said = [filename, bytesInWords(size)]
  if (!facts) said.push(t('upload.looking'))
  if (facts?.durationMs !== undefined) said.push(durationInWords(facts.durationMs))
  if (facts?.hasSound !== undefined)
    said.push(facts.hasSound ? t('upload.with-sound') : t('upload.without-sound'))
  return said.join(' · ')
}
