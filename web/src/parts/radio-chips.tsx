import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Props<Value extends string> {
  readonly legend: string
  readonly hideLegend?: boolean
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: ComponentChildren }[]
  readonly onChoose: (value: Value) => void
}

/** One of a few, all in sight: a radio group that looks like chips. */
export function RadioChips<Value extends string>(props: Props<Value>) {
  const { legend, hideLegend, value, options, onChoose } = props
  const name = useId()
  return (
    <fieldset class="chips">
      <legend class={hideLegend ? 'visually-hidden' : undefined}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class="chip">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
