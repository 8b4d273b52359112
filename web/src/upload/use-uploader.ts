import { useQueryClient } from '@tanstack/preact-query'
import { createContext } from 'preact'
import { useContext, useState } from 'preact/hooks'
import { clipsQuery } from '../api/queries.ts'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { say, sayAloud } from '../parts/status.tsx'
import { sentFraction, type Upload } from './upload-state.ts'
import { Uploader } from './uploader.ts'

export const UploaderContext = createContext<Uploader | undefined>(undefined)

export function useUploader(): Uploader {
  const uploader = useContext(UploaderContext)
  if (!uploader) throw new Error('there is no uploader here')
  return uploader
}

/** Opens the uploader of the person who is signed in, for as long as the page is open. */
export function useNewUploader(personId: string): Uploader {
  const client = useQueryClient()
  const [uploader] = useState(
    () =>
      new Uploader(personId, {
        onClips: () => void client.invalidateQueries({ queryKey: clipsQuery.queryKey }),
        onLost: () => say(t('upload.lost')),
        onChange: tellQuarters,
      }),
  )
  return uploader
}

/** Reads out a quarter, a half, three quarters and the end, and nothing in between. */
function tellQuarters(after: Upload, before: Upload): void {
  if (after.phase === 'sent' && before.phase !== 'sent') {
    sayAloud(t('upload.sent-aloud', { title: after.title }))
    return
  }
  const quarter = Math.floor(sentFraction(after) * 4)
  if (
    after.phase === 'sending' &&
    before.phase === 'sending' &&
    quarter > Math.floor(sentFraction(before) * 4)
  ) {
    sayAloud(t('upload.quarter-aloud', { title: after.title, percent: percent(quarter / 4) }))
  }
}
