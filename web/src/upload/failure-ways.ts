import type { ClipFailure } from '../clips/clip-state.ts'

type FailureCode = ClipFailure['code']

/** The one way on that helps: another file, the same one once more, trying again, or making room first. */
export type WayOn = 'another' | 'same' | 'shorter' | 'again'

const ofFailure: Readonly<Record<FailureCode, WayOn>> = {
  'not-media': 'another',
  'unsupported-format': 'another',
  'no-picture-or-sound': 'another',
  'picture-too-large': 'another',
  'too-many-streams': 'another',
  'too-long': 'shorter',
  truncated: 'same',
  'arrived-damaged': 'same',
  'upload-unfinished': 'same',
  // These two are of clips that nobody uploads.
  'source-gone': 'same',
  'copy-failed': 'same',
  'preparing-failed': 'again',
  'took-too-long': 'again',
}

/** Why the server would not take an upload. What is not named here may be over in a while. */
const ofRefusal: Readonly<Record<string, WayOn>> = {
  'unsupported-type': 'another',
  'empty-file': 'another',
  'file-unreadable': 'same',
  'too-large': 'shorter',
}

export const wayOnFrom = (code: FailureCode): WayOn => ofFailure[code]

export const wayOnAfter = (refusalCode: string): WayOn => ofRefusal[refusalCode] ?? 'again'
