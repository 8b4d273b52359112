import type { ButtonHTMLAttributes } from 'preact'
import { useId, useRef } from 'preact/hooks'
import type { Thread } from '../../../src/threads/schemas.ts'
import { t } from '../messages/messages.ts'
import { KindMark } from './kinds.tsx'
import { momentCode } from './moment-words.ts'
import { useWatching } from './watching.ts'

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
  const choose = (thread: Thread) => {
    list.current?.hidePopover()
    select(thread)
  }
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
        onToggle={(event) => {
          if (event.newState !== 'open' || !list.current || !opener.current) return
          putBeside(list.current, opener.current)
          list.current.querySelector('button')?.focus()
        }}
      >
        {threads.map((thread) => (
          <button key={thread.id} type="button" class="cluster-item" onClick={() => choose(thread)}>
            <KindMark kind={thread.kind} />
            <span>
              {t('lane.item', {
                moment: momentCode(thread),
                kind: t(`kind.${thread.kind}`),
                name: thread.comments[0]?.author.name ?? '',
              })}
            </span>
          </button>
        ))}
      </div>
    </>
  )
}

const margin = 8

/** Below the opener, or above it where there is no room, and never beyond the window. */
function putBeside(list: HTMLElement, opener: HTMLElement): void {
  const { left, top, bottom } = opener.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = list
  const fits = bottom + height + margin <= innerHeight
  list.style.left = `${Math.max(margin, Math.min(left, innerWidth - width - margin))}px`
  list.style.top = `${fits ? bottom + 4 : Math.max(margin, top - height - 4)}px`
}
