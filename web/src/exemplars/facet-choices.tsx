import { useState } from 'preact/hooks'
import type { FacetName, Facets } from '../../../src/exemplars/library-schemas.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { type Asked, type Choice, facetNames } from './asked.ts'
import { facetWords, termName, valueInWords } from './exemplar-words.ts'

type CountedValue = Pick<Facets[FacetName][number], 'value' | 'count'>

interface Props {
  readonly facets: Facets
  readonly asked: Asked
  readonly onToggle: (choice: Choice) => void
}

/** So many values of a facet are in sight at first. */
const few = 6

/** What there is to choose from, with how many exemplars each would show. */
export function FacetChoices({ facets, asked, onToggle }: Props) {
  return (
    <div class="facets">
      {facetNames.map((facet) => (
        <Facet
          key={facet}
          facet={facet}
          values={facets[facet]}
          chosen={asked.chosen[facet]}
          onToggle={onToggle}
        />
      ))}
    </div>
  )
}

interface FacetProps {
  readonly facet: FacetName
  readonly values: readonly CountedValue[]
  readonly chosen: readonly string[]
  readonly onToggle: (choice: Choice) => void
}

function Facet({ facet, values, chosen, onToggle }: FacetProps) {
  const [showsAll, setShowsAll] = useState(false)
  if (values.length === 0) return null
  const shown = showsAll ? values : values.filter(({ value }, at) => at < few || chosen.includes(value))
  return (
    <fieldset class="ticks">
      <legend>{t(facetWords[facet])}</legend>
      {shown.map((counted) => (
        <label key={counted.value}>
          <input
            type="checkbox"
            checked={chosen.includes(counted.value)}
            onChange={() => onToggle({ facet, value: counted.value })}
          />
          <span>
            {countedName(facet, counted)} <span class="hint">{counted.count}</span>
          </span>
        </label>
      ))}
      {shown.length < values.length && (
        <Button look="text" onClick={() => setShowsAll(true)}>
          {t('facet.more', { count: values.length - shown.length, facet: t(facetWords[facet]) })}
        </Button>
      )}
    </fieldset>
  )
}

const countedName = (facet: FacetName, counted: CountedValue): string =>
  valueInWords(facet, counted.value) ??
  ('name' in counted ? termName(counted as CountedValue & { readonly name: string }) : counted.value)
