import type { ButtonHTMLAttributes } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import type { Thread } from '../../../src/threads/schemas.ts'
import { useWatching } from './watching.ts'
import { ClusterItems } from './writing.ts'

interface Props {
  readonly threads: readonly Thread[]
  readonly label: string
  readonly button: Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'tabIndex' | 'onFocus'>
}

/** Markers that lie on one another: their number, and a list to choose from. */
export function ClusterList({ threads, label, button }: Props) {
  const { select } = useWatching()
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  // A long talk has hundreds in one place, and nobody looks at them all.
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" {...button} ref={opener} aria-label={label} popovertarget={id}>
        <span class="mark several">
          <span>{threads.length}</span>
        </span>
      </button>
      <div
        id={id}
        ref={list}
        popover="auto"
        class="cluster"
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {isOpen && (
          <ClusterItems
            threads={threads}
            opener={opener.current}
            onChoose={(thread) => {
              list.current?.hidePopover()
              select(thread)
            }}
          />
        )}
      </div>
    </>
  )
}
