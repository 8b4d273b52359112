import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { clipsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { say } from '../parts/status.tsx'
import { useUploadDesk } from '../upload/upload-desk.ts'

/** Clears away a clip that never came to be. One that is on its way from this page is given up first. */
export function RemoveClip({ clip }: { readonly clip: Clip }) {
  const client = useQueryClient()
  const { uploader } = useUploadDesk()
  const { route } = useLocation()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  if (!clip.can.remove) return null
  const remove = async () => {
    setBusy(true)
    try {
      const sending = uploader.peek()
      const upload = sending?.uploads.peek().find(({ clipId }) => clipId === clip.id)
      if (sending && upload && upload.phase !== 'sent') await sending.remove(upload.key)
      else await call(`/api/v1/clips/${clip.id}`, { method: 'DELETE' })
      await client.invalidateQueries({ queryKey: clipsQuery.queryKey })
      route('/')
      say(t('clip.removed'))
    } catch (error) {
      say(problemWords(error))
      setBusy(false)
      setAsking(false)
    }
  }
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t('clip.remove')}
      </Button>
      {isAsking && (
        <Confirm
          title={t('clip.remove-title')}
          action={t('clip.remove')}
          busy={isBusy}
          onConfirm={() => void remove()}
          onClose={() => setAsking(false)}
        >
          {t('clip.remove-words')}
        </Confirm>
      )}
    </>
  )
}
