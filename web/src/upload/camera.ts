/** Why there is no picture from the camera. */
export type CameraTrouble = 'refused' | 'missing' | 'busy' | 'impossible'

export const canRecordHere = (): boolean =>
  typeof MediaRecorder === 'function' && navigator.mediaDevices?.getUserMedia !== undefined

export async function openCamera(): Promise<MediaStream | CameraTrouble> {
  if (!canRecordHere()) return 'impossible'
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
      audio: true,
    })
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
    return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy'
  }
}

/** In the order of what the server has the least work with. */
const kinds = [
  'video/mp4;codecs=avc1.42E01F,mp4a.40.2',
  'video/mp4;codecs=avc1.42E01F,opus',
  'video/webm;codecs=vp8,opus',
  'video/webm',
  'video/mp4',
]

/** How this browser records; an empty text where it must choose by itself. */
export const recordedKind = (): string => kinds.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? ''

export const stopCamera = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop()
}
