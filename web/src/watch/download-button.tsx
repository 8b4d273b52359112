import { useState } from 'preact/hooks'
import type { Clip, Download } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Icon } from '../parts/icon.tsx'
import { say } from '../parts/status.tsx'

/** Takes the clip away as a file, for those who may: each time it is begun, the owner is told so. */
export function DownloadButton({ clip }: { readonly clip: Clip }) {
  const [isBusy, setBusy] = useState(false)
  if (!clip.can.download) return null
  const download = async () => {
    if (isBusy) return
    setBusy(true)
    try {
      const { url } = await call<Download>(`/api/v1/clips/${clip.id}/downloads`, { method: 'POST' })
      // An attachment: the page stays as it is.
      location.assign(url)
      say(t('clip.downloading'))
    } catch (error) {
      say(problemWords(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <button type="button" class="audience-button" aria-disabled={isBusy} onClick={() => void download()}>
      <Icon name="download" />
      <span>{t('clip.download')}</span>
    </button>
  )
}
