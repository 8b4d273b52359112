import type { ButtonHTMLAttributes, ComponentChildren, Ref } from 'preact'
import { Icon, type IconName } from './icon.tsx'

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon' | 'size' | 'ref'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger' | 'text'
  readonly icon?: IconName | undefined
  /** Something it began is under way: it stays where it is and in focus, but does nothing. */
  readonly busy?: boolean | undefined
  readonly children?: ComponentChildren
  readonly element?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', icon, busy, children, element, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      ref={element ?? null}
      class={`button ${look}${rest.class ? ` ${rest.class}` : ''}`}
      aria-disabled={busy ? 'true' : rest['aria-disabled']}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  )
}

interface IconButtonProps extends Omit<Props, 'children' | 'icon' | 'look'> {
  readonly icon: IconName
  /** What it does, for those who do not see the sign, and as a tip for those who do. */
  readonly label: string
  readonly digit?: string
}

export function IconButton({ icon, label, digit, element, busy: _, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      ref={element ?? null}
      class={`icon-button${rest.class ? ` ${rest.class}` : ''}`}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} digit={digit} />
    </button>
  )
}
