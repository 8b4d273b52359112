import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'

type Step = NonNullable<Clip['progress']>['step']

/** What is being done for a clip. Its words come with those of uploading. */
export const stepWords = (step: Step): string => t(keys[step])

const keys = {
  checking: 'step.checking',
  'first-playable': 'step.first-playable',
  lean: 'step.lean',
  encoding: 'step.encoding',
  verifying: 'step.verifying',
} as const satisfies Record<Step, string>
