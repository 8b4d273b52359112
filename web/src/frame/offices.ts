import type { Me } from '../../../src/identity/schemas.ts'
import type { MessageKey } from '../messages/messages.ts'
import type { IconName } from '../parts/icon.tsx'

interface Office {
  readonly to: string
  readonly icon: IconName
  readonly words: MessageKey
}

const administering: ReadonlySet<string> = new Set([
  'administrator',
  'roster manager',
  'site leader',
  'district partner',
])

/** The pages of the offices somebody holds. What they may do there, the server says. */
export function officesOf({ roles, seesToPrivacy }: Pick<Me, 'roles' | 'seesToPrivacy'>): readonly Office[] {
  const offices: Office[] = []
  if (seesToPrivacy) {
    offices.push({ to: '/privacy', icon: 'shield', words: 'frame.privacy' })
  }
  // The same as in `office/offices.ts`, which comes with the pages themselves.
  if (roles.some((role) => administering.has(role))) {
    offices.push({ to: '/administration', icon: 'settings', words: 'frame.administration' })
  }
  return offices
}
