import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Thread } from '../../../src/threads/schemas.ts'
import { t } from '../messages/messages.ts'
import { KindMark } from './kinds.tsx'
import { momentCode } from './moment-words.ts'

export interface ClusterItemsProps {
  readonly threads: readonly Thread[]
  readonly opener: HTMLElement | null
  readonly onChoose: (thread: Thread) => void
}

/** What lies in one place on the timeline, to choose from; puts the list that it is in beside its opener. */
export function ClusterItems({ threads, opener, onChoose }: ClusterItemsProps) {
  const first = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const list = first.current?.parentElement
    if (list && opener) putBeside(list, opener)
    first.current?.focus()
  }, [opener])
  return (
    <>
      {threads.map((thread, at) => (
        <button
          key={thread.id}
          ref={at === 0 ? first : null}
          type="button"
          class="cluster-item"
          onClick={() => onChoose(thread)}
        >
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
