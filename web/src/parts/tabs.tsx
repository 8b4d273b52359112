import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'

interface Props<Name extends string> {
  /** What the tabs are of. */
  readonly label: string
  readonly tabs: readonly { readonly name: Name; readonly label: ComponentChildren }[]
  readonly chosen: Name
  readonly onChoose: (name: Name) => void
  /** What the chosen one shows. */
  readonly children: ComponentChildren
}

/** One of several views in the same place (WAI-ARIA tabs): one stop for Tab, the arrows go from one to the next. */
export function Tabs<Name extends string>({ label, tabs, chosen, onChoose, children }: Props<Name>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const steps: Readonly<Record<string, (at: number) => number>> = {
    ArrowRight: (at) => at + 1,
    ArrowLeft: (at) => at - 1,
    Home: () => 0,
    End: () => tabs.length - 1,
  }
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const at = step(tabs.findIndex(({ name }) => name === chosen))
    const next = (at + tabs.length) % tabs.length
    const tab = tabs[next]
    if (!tab) return
    onChoose(tab.name)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`${id}-${tab.name}`}
            class="tab"
            aria-selected={tab.name === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={tab.name === chosen ? 0 : -1}
            onClick={() => onChoose(tab.name)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`}>
        {children}
      </div>
    </>
  )
}
