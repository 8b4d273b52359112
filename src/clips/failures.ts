/** Why a clip could not be received or prepared: a stable code, what to tell its owner, and whether trying again can help. */
export const failures = {
  'not-media': {
    message: 'This file is not a video or sound recording that can be read. Please choose another file.',
    retryable: false,
  },
  'unsupported-format': {
    message: 'This kind of video cannot be read here. Please save it as MP4 and upload it again.',
    retryable: false,
  },
  'no-picture-or-sound': {
    message: 'The file holds neither a picture nor sound that can be played.',
    retryable: false,
  },
  'picture-too-large': {
    message: 'The picture is larger than 4K. Please save the video at 4K or less and upload it again.',
    retryable: false,
  },
  'too-many-streams': {
    message: 'The file holds too many tracks to be a classroom recording.',
    retryable: false,
  },
  'too-long': {
    message:
      'The recording is longer than 4 hours. Please cut it and upload the part you want to talk about.',
    retryable: false,
  },
  truncated: {
    message:
      'The recording breaks off: part of the file is missing. Please upload it again from where it was made.',
    retryable: false,
  },
  'arrived-damaged': {
    message: 'What arrived is not what was sent: the checksums differ. Please upload it again.',
    retryable: false,
  },
  'upload-unfinished': {
    message: 'The upload was never finished, so it was cleared away. Please upload it again.',
    retryable: false,
  },
  'source-gone': {
    message: 'The clip that this one is a part of was taken back, paused or removed before it was copied.',
    retryable: false,
  },
  'copy-failed': {
    message:
      'The recording could not be copied. The clip that this one is a part of is as it was; please make it again.',
    retryable: false,
  },
  'preparing-failed': {
    message: 'Preparing the video did not work. Your recording is safe; you can try again.',
    retryable: true,
  },
  'took-too-long': {
    message: 'Preparing the video took too long and was stopped. Your recording is safe; you can try again.',
    retryable: true,
  },
} as const satisfies Record<string, { message: string; retryable: boolean }>

export type FailureCode = keyof typeof failures

export const failureCodes = Object.keys(failures) as FailureCode[]
