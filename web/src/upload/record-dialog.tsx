import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Confirm, Dialog } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { timeCode } from '../player/time-code.ts'
import { Recording } from './recording.ts'
import { useUploader } from './use-uploader.ts'

interface Props {
  readonly stream: MediaStream
  /** Also turns the camera off. */
  readonly onClose: () => void
}

/** The camera's picture, and a button that starts and stops. What was recorded is chosen like any other file. */
export function RecordDialog({ stream, onClose }: Props) {
  const uploader = useUploader()
  const [recording, setRecording] = useState<Recording>()
  const [isAsking, setAsking] = useState(false)
  const [isStopping, setStopping] = useState(false)
  const elapsedMs = useElapsed(recording)
  const isBroken = recording?.isBroken.value === true

  const finish = async () => {
    if (!recording || isStopping) return
    setStopping(true)
    const { file, isKept } = await recording.stop()
    if (file.size > 0) await uploader.chooseRecorded(recording.key, file, isKept)
    onClose()
  }
  // The camera was pulled out, or another program took it.
  useEffect(() => {
    const [track] = stream.getVideoTracks()
    const end = () => void finish()
    track?.addEventListener('ended', end)
    return () => track?.removeEventListener('ended', end)
  })
  const close = () => {
    if (!recording) onClose()
    // Esc, in the middle of a lesson, must cost nothing.
    else setAsking(true)
  }
  if (isAsking && recording) {
    return (
      <Confirm
        title={t('upload.record-discard-title')}
        action={t('upload.record-discard')}
        onConfirm={() => void recording.discard().then(onClose)}
        onClose={() => setAsking(false)}
      >
        {t('upload.record-discard-words', { length: timeCode(elapsedMs) })}
      </Confirm>
    )
  }
  return (
    <Dialog title={t('upload.record-title')} onClose={close}>
      <Preview stream={stream} />
      {isBroken && (
        <Notice tone="warn" urgent>
          <p>{t('upload.record-broken')}</p>
        </Notice>
      )}
      <div class="record-line">
        {recording ? (
          <Button look="danger" busy={isStopping} onClick={() => void finish()}>
            {t('upload.record-stop')}
          </Button>
        ) : (
          <Button
            look="primary"
            icon="camera"
            onClick={() => setRecording(new Recording(stream, uploader.personId, t('upload.record-name')))}
          >
            {t('upload.record-start')}
          </Button>
        )}
        <p class="record-time" role="timer">
          {recording ? t('upload.record-time', { time: timeCode(elapsedMs) }) : t('upload.record-ready')}
        </p>
      </div>
      <p class="hint">{t('upload.record-words')}</p>
    </Dialog>
  )
}

function Preview({ stream }: { readonly stream: MediaStream }) {
  const video = useRef<HTMLVideoElement>(null)
  useLayoutEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  return (
    <div class="cut-screen">
      <video ref={video} autoplay muted playsInline aria-label={t('upload.record-preview')} />
    </div>
  )
}

/** Milliseconds since it began, looked at twice a second. */
function useElapsed(recording: Recording | undefined): number {
  const [ms, setMs] = useState(0)
  useEffect(() => {
    if (!recording) return
    const timer = setInterval(() => recording.isOn && setMs(Date.now() - recording.startedAt), 500)
    return () => clearInterval(timer)
  }, [recording])
  return ms
}
