import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  readonly title: string
  readonly children: ComponentChildren
  readonly class?: string
  /** In the line of the heading. */
  readonly beside?: ComponentChildren
}

/** Where the first page is, the browser has put the focus already. */
let isFirst = true

/** Gives the window its title, and the heading the focus when the page took the place of another. */
export function usePageTitle(title: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = title === 'Interlude' ? title : `${title} · Interlude`
  }, [title])
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true })
    isFirst = false
  }, [])
  return heading
}

export function Page({ title, children, class: name = '', beside }: Props) {
  const heading = usePageTitle(title)
  return (
    <div class={`page ${name}`}>
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
      </div>
      {children}
    </div>
  )
}
