import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

interface Props {
  readonly tone?: 'info' | 'warn' | 'danger' | 'ok'
  readonly icon?: IconName
  readonly title?: string | undefined
  readonly children?: ComponentChildren
  /** Buttons, after the words. */
  readonly actions?: ComponentChildren
  /** Read out as soon as it appears. */
  readonly urgent?: boolean
}

const icons = { info: 'info', warn: 'warning', danger: 'warning', ok: 'check' } as const

/** A card that says what is the case, and what can be done about it. */
export function Notice({ tone = 'info', icon = icons[tone], title, children, actions, urgent }: Props) {
  return (
    <div class={`message ${tone}`} role={urgent ? 'alert' : undefined}>
      <Icon name={icon} />
      <div>
        {title && <p class="message-title">{title}</p>}
        {children && <div class="message-words">{children}</div>}
        {actions && <div class="actions">{actions}</div>}
      </div>
    </div>
  )
}
