import type { QueryClient } from '@tanstack/preact-query'
import { clipsQuery } from '../api/queries.ts'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { say, sayAloud } from '../parts/status.tsx'
import { sentFraction, type Upload } from './upload-state.ts'
import { Uploader } from './uploader.ts'

/** The uploader of a person, which says what matters and has the lists of clips fetched anew. */
export const openUploader = (personId: string, client: QueryClient): Uploader =>
  new Uploader(personId, {
    onClips: () => void client.invalidateQueries({ queryKey: clipsQuery.queryKey }),
    onLost: () => say(t('upload.lost')),
    onChange: tellQuarters,
  })

/** Reads out the beginning, a quarter, a half, three quarters and the end, and nothing in between. */
function tellQuarters(after: Upload, before: Upload): void {
  const { title } = after
  if (after.phase === 'sent' && before.phase !== 'sent') sayAloud(t('upload.sent-aloud', { title }))
  if (after.phase !== 'sending') return
  const quarter = Math.floor(sentFraction(after) * 4)
  const begins = before.phase !== 'sending' && after.sentBytes === 0
  const goesOn = before.phase === 'sending' && quarter > Math.floor(sentFraction(before) * 4)
  if (begins || goesOn) sayAloud(t('upload.quarter-aloud', { title, percent: percent(quarter / 4) }))
}
