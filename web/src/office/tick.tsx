interface Props {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly on?: boolean
}

/** One thing that holds or does not, sent with the form around it. */
export function Tick({ name, label, hint, on = false }: Props) {
  return (
    <label class="switch">
      <input type="checkbox" name={name} value="yes" defaultChecked={on} />
      <span>
        {label}
        {hint && <span class="hint">{hint}</span>}
      </span>
    </label>
  )
}
