import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { ChosenCard } from './chosen-card.tsx'
import { FileChoice } from './file-choice.tsx'
import { UploadCard } from './upload-card.tsx'
import { useUploader } from './use-uploader.ts'

export function AddClipPage() {
  const uploader = useUploader()
  const uploads = uploader.uploads.value
  const chosen = uploads.filter(({ phase }) => phase === 'chosen')
  const begun = uploads.filter(({ phase }) => phase !== 'chosen')
  const choose = (files: readonly File[]) => void uploader.choose(files)
  return (
    <Page title={t('frame.add')} class="narrow add-clip">
      <p>{t('upload.about')}</p>
      <div class="choices">
        <FileChoice label={t('upload.choose')} look="primary" icon="clips" several onChoose={choose} />
        <div class="phones-only">
          <FileChoice label={t('upload.record')} icon="camera" capture onChoose={choose} />
        </div>
      </div>
      <p class="hint">{t('upload.private')}</p>
      {chosen.length > 0 && (
        <section aria-label={t('upload.chosen-list')}>
          <ul class="upload-list">
            {chosen.map((upload) => (
              <ChosenCard key={upload.key} upload={upload} file={uploader.fileOf(upload.key)} />
            ))}
          </ul>
        </section>
      )}
      {begun.length > 0 && (
        <section>
          <h2>{t('upload.list')}</h2>
          <ul class="upload-list">
            {begun.map((upload) => (
              <UploadCard key={upload.key} upload={upload} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}
