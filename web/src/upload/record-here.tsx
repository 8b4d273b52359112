import { useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { type CameraTrouble, canRecordHere, openCamera, stopCamera } from './camera.ts'
import { RecordDialog } from './record-dialog.tsx'

/** Records with the camera of this computer. Says why where it cannot. */
export function RecordHere() {
  const [stream, setStream] = useState<MediaStream>()
  const [trouble, setTrouble] = useState<CameraTrouble>()
  const [isBusy, setBusy] = useState(false)
  // On a page without https there is no camera for any site; the button would only promise.
  if (!canRecordHere()) return null
  const open = async () => {
    setBusy(true)
    setTrouble(undefined)
    const answer = await openCamera()
    setBusy(false)
    if (typeof answer === 'string') setTrouble(answer)
    else setStream(answer)
  }
  return (
    <>
      <Button icon="camera" busy={isBusy} onClick={() => void open()}>
        {t('upload.record')}
      </Button>
      {trouble && (
        <Notice tone="warn" urgent>
          <p>{wordsOf(trouble)}</p>
        </Notice>
      )}
      {stream && (
        <RecordDialog
          stream={stream}
          onClose={() => {
            stopCamera(stream)
            setStream(undefined)
          }}
        />
      )}
    </>
  )
}

function wordsOf(trouble: CameraTrouble): string {
  switch (trouble) {
    case 'refused':
      return t('upload.camera-refused')
    case 'missing':
      return t('upload.camera-missing')
    case 'busy':
      return t('upload.camera-busy')
    case 'impossible':
      return t('upload.camera-impossible')
  }
}
