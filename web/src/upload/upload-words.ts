import { bytesInWords, percent, roughly } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { codeInWords } from '../messages/problem-words.ts'
import { bytesRemade } from './media-facts.ts'
import { secondsLeft, sentFraction, type Upload } from './upload-state.ts'

/** The one true sentence of an upload. */
export function uploadSentence(upload: Upload): string {
  const sent = bytesInWords(upload.sentBytes)
  const size = bytesInWords(upload.size)
  const share = percent(sentFraction(upload))
  switch (upload.phase) {
    case 'chosen':
      return t('upload.chosen')
    case 'remaking':
      return remakeSentence(upload)
    case 'held':
      return t('upload.held')
    case 'queued':
      return t('upload.queued')
    case 'sending': {
      const left = secondsLeft(upload)
      return left === undefined
        ? t('upload.sending', { sent, size })
        : t('upload.sending-left', { sent, size, left: roughly(left) })
    }
    case 'paused':
      return t('upload.paused', { percent: share })
    case 'waiting':
      return t('upload.waiting', { percent: share })
    case 'kept':
      return t('upload.kept', { percent: share })
    case 'sent':
      return t('upload.sent')
    case 'refused':
      return codeInWords(upload.refusal?.code ?? '', upload.refusal?.detail || t('problem.internal'))
  }
}

function remakeSentence({ facts, wish, size, remade = 0 }: Upload): string {
  const share = percent(remade)
  const after = facts && wish && bytesRemade(facts, wish, size)
  if (after === undefined || !wish?.smaller) return t('upload.trimming', { percent: share })
  return t('upload.remaking', { size: bytesInWords(size), after: bytesInWords(after), percent: share })
}
