import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { clipQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { say } from '../parts/status.tsx'

export function TryAgain({ clip }: { readonly clip: Clip }) {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  if (!clip.can.retry) return null
  const retry = async () => {
    setBusy(true)
    try {
      const retried = await call<Clip>(`/api/v1/clips/${clip.id}/retry`, { method: 'POST' })
      client.setQueryData(clipQuery(clip.id).queryKey, retried)
      say(t('clip.retried'))
    } catch (error) {
      say(problemWords(error))
      void client.invalidateQueries({ queryKey: clipQuery(clip.id).queryKey })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button busy={isBusy} onClick={() => void retry()}>
      {t('again')}
    </Button>
  )
}
