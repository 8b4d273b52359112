import type { Facets } from '../../../src/exemplars/library-schemas.ts'
import { t } from '../messages/messages.ts'
import { type Asked, type Choice, choicesOf } from './asked.ts'
import { termName, valueInWords } from './exemplar-words.ts'

/** Something that was asked for, by its name, and what is left to ask without it. */
export interface Filter {
  readonly key: string
  readonly name: string
  readonly without: Asked
}

/** All that was asked for, the words first. Words of the organisation are called as the facets call them. */
export function filtersOf(asked: Asked, facets: Facets | undefined): Filter[] {
  const words = { key: 'q', name: t('library.words', { words: asked.q }), without: { ...asked, q: '' } }
  return [
    ...(asked.q === '' ? [] : [words]),
    ...choicesOf(asked).map((choice) => ({
      key: `${choice.facet} ${choice.value}`,
      name: nameOf(choice, facets),
      without: {
        ...asked,
        chosen: {
          ...asked.chosen,
          [choice.facet]: asked.chosen[choice.facet].filter((value) => value !== choice.value),
        },
      },
    })),
  ]
}

function nameOf({ facet, value }: Choice, facets: Facets | undefined): string {
  if (facet !== 'practice' && facet !== 'lookFor' && facet !== 'standard') {
    return valueInWords(facet, value) ?? value
  }
  const term = facets?.[facet].find((each) => each.value === value)
  return term ? termName(term) : t('facet.unknown')
}
