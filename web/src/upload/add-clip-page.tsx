import { useEffect } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { ChosenCard } from './chosen-card.tsx'
import { ClipAbout } from './clip-about.tsx'
import { FileChoice } from './file-choice.tsx'
import { RecordHere } from './record-here.tsx'
import { UploadCard } from './upload-card.tsx'
import { useUploadDesk } from './upload-desk.ts'
import type { Uploader } from './uploader.ts'
import { UploaderContext } from './use-uploader.ts'

export function AddClipPage() {
  const desk = useUploadDesk()
  const uploader = desk.uploader.value
  const { act, refusal } = useAct()
  const open = () => void act(() => desk.open())
  useEffect(open, [])
  if (refusal !== undefined) return <Trouble error={refusal} onRetry={open} />
  if (!uploader) return <Loading />
  return (
    <UploaderContext.Provider value={uploader}>
      <AddClip uploader={uploader} />
    </UploaderContext.Provider>
  )
}

function AddClip({ uploader }: { readonly uploader: Uploader }) {
  const uploads = uploader.uploads.value
  const chosen = uploads.filter(({ phase }) => phase === 'chosen')
  const begun = uploads.filter(({ phase }) => phase !== 'chosen')
  const choose = (files: readonly File[]) => void uploader.choose(files)
  return (
    <Page title={t('frame.add')} class="narrow add-clip">
      <p>{t('upload.about')}</p>
      <div class="choices">
        <FileChoice label={t('upload.choose')} look="primary" icon="clips" several onChoose={choose} />
        {/* A phone's own camera does it best: it goes on when the page is hidden, and knows the light. */}
        <div class="phones-only">
          <FileChoice label={t('upload.record')} icon="camera" capture onChoose={choose} />
        </div>
        <div class="desks-only">
          <RecordHere />
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
              <UploadCard key={upload.key} upload={upload}>
                {upload.clipId && <ClipAbout clipId={upload.clipId} isAlone={begun.length === 1} />}
              </UploadCard>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}
