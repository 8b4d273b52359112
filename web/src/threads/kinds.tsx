import type { Thread } from '../../../src/threads/schemas.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'

export type ThreadKind = Thread['kind']

export const kinds = [
  'notice',
  'wonder',
  'interpret',
  'suggest',
  'appreciate',
] as const satisfies ThreadKind[]

/** A kind's own shape, letter and colour; any one of them tells it. */
export function KindMark({ kind }: { readonly kind: ThreadKind }) {
  return (
    <span class={`mark kind-${kind}`} aria-hidden="true">
      <span>{t(`kind.${kind}-letter`)}</span>
    </span>
  )
}

export function NoteMark() {
  return (
    <span class="mark note" aria-hidden="true">
      <Icon name="lock" />
    </span>
  )
}
