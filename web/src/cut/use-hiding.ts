import { useState } from 'preact/hooks'
import { randomKey } from '../browser/random-key.ts'
import type { CutDraft } from './cut-draft.ts'
import { type Hidden, newHidden, withHidden, withoutHidden } from './hidden.ts'
import { changeId } from './hidden-list.tsx'
import { addId } from './hide-section.tsx'

interface Open {
  readonly hidden: Hidden
  readonly isNew: boolean
}

/** One after the other is added or changed; the others stay as they are, and so does it until it is done. */
export function useHiding({ hidden: all }: CutDraft, onAll: (all: readonly Hidden[]) => void) {
  const [open, setOpen] = useState<Open>()
  const close = (id: string) => {
    setOpen(undefined)
    // Once the list stands again.
    setTimeout(() => document.getElementById(id)?.focus())
  }
  return {
    open: open?.hidden,
    /** As it is now: without the one that is open. */
    others: open ? withoutHidden(all, open.hidden.key) : all,
    add: (kind: 'box' | 'mute', atMs: number, lengthMs: number) =>
      setOpen({ hidden: newHidden(kind, randomKey(), atMs, lengthMs), isNew: true }),
    begin: (hidden: Hidden) => setOpen({ hidden, isNew: false }),
    change: (hidden: Hidden) => setOpen((was) => was && { ...was, hidden }),
    done: () => {
      if (!open) return
      onAll(withHidden(all, open.hidden))
      close(changeId(open.hidden.key))
    },
    giveUp: () => {
      if (!open) return
      close(open.isNew ? addId(open.hidden.kind) : changeId(open.hidden.key))
    },
    remove: ({ key }: Hidden) => onAll(withoutHidden(all, key)),
    putBack: (hidden: Hidden) => {
      onAll(withHidden(all, hidden))
      close(changeId(hidden.key))
    },
  }
}
