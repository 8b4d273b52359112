import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { UploadCard } from './upload-card.tsx'
import { sentFraction, type Upload } from './upload-state.ts'
import type { Uploader } from './uploader.ts'
import { UploaderContext } from './use-uploader.ts'

/** The uploads, at the edge of every page but their own: one line, and all of them on demand. */
export function UploadTray({ uploader }: { readonly uploader: Uploader }) {
  const [isOpen, setOpen] = useState(false)
  const uploads = uploader.uploads.value
  const { path } = useLocation()
  useEffect(() => uploader.putAway(path.replace('/clips/', '')), [uploader, path])
  const begun = uploads.filter(({ phase }) => phase !== 'chosen')
  if (uploads.length === 0) return null
  const waitsForTitle = uploads.length - begun.length
  return (
    <aside class="upload-tray" aria-label={t('upload.list')}>
      <div class="upload-tray-line">
        <p>{begun.length > 0 ? lineOf(begun) : t('upload.tray-chosen', { count: waitsForTitle })}</p>
        {begun.length > 0 ? (
          <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? t('upload.tray-less') : t('upload.tray-more')}
          </Button>
        ) : (
          <a href="/clips/new">{t('upload.tray-go')}</a>
        )}
      </div>
      {isOpen ? (
        <UploaderContext.Provider value={uploader}>
          <ul class="upload-list">
            {begun.map((upload) => (
              <UploadCard key={upload.key} upload={upload}>
                <a href="/clips/new">{t('upload.say-about')}</a>
              </UploadCard>
            ))}
          </ul>
        </UploaderContext.Provider>
      ) : (
        begun.some(({ phase }) => phase === 'sending') && (
          <ProgressBar fraction={together(begun)} label={t('upload.list')} />
        )
      )}
    </aside>
  )
}

/** What matters most now, in one line. */
function lineOf(begun: readonly Upload[]): string {
  const count = (phase: Upload['phase']) => begun.filter((upload) => upload.phase === phase).length
  if (count('refused') > 0) return t('upload.tray-refused', { count: count('refused') })
  if (count('waiting') > 0) return t('upload.tray-waiting', { percent: percent(together(begun)) })
  if (count('sending') > 0) return t('upload.tray-sending', { percent: percent(together(begun)) })
  if (count('paused') + count('kept') > 0) {
    return t('upload.tray-paused', { count: count('paused') + count('kept') })
  }
  return t('upload.tray-sent', { count: count('sent') })
}

function together(uploads: readonly Upload[]): number {
  const going = uploads.filter(({ phase }) => phase !== 'refused' && phase !== 'sent')
  const total = (of: (upload: Upload) => number) => going.reduce((sum, upload) => sum + of(upload), 0)
  return sentFraction({ sentBytes: total(({ sentBytes }) => sentBytes), size: total(({ size }) => size) })
}
