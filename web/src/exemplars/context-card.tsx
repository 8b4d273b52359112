import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import type { FacetName } from '../../../src/exemplars/library-schemas.ts'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { language, t } from '../messages/messages.ts'
import { libraryAddress, nothingAsked, toggled } from './asked.ts'
import { protocolTitlesQuery } from './exemplar-queries.ts'
import { facetWords, termName } from './exemplar-words.ts'

type Term = Exemplar['terms'][number]

const facetOf = {
  practice: 'practice',
  'look-for': 'lookFor',
  standard: 'standard',
} as const satisfies Record<Term['kind'], FacetName>

/** What one needs to know to see what is there: the goal, what came before, what it is about, and what belongs with it. */
export function ContextCard({ exemplar }: { readonly exemplar: Exemplar }) {
  const { goal, cameBefore, terms, protocolKey, firstTry, laterTry } = exemplar
  const titles = useQuery({ ...protocolTitlesQuery, enabled: protocolKey !== null })
  const protocol = titles.data?.items.find(({ key }) => key === protocolKey)
  const byFacet = Object.groupBy(terms, ({ kind }) => facetOf[kind])
  const isBare = !goal && !cameBefore && terms.length === 0 && !protocol && !firstTry && !laterTry
  if (isBare) return null
  return (
    <section aria-labelledby="context">
      <h2 id="context">{t('exemplar.context')}</h2>
      <dl class="facts">
        {goal && <Fact name={t('exemplar.goal')}>{goal}</Fact>}
        {cameBefore && <Fact name={t('exemplar.came-before')}>{cameBefore}</Fact>}
        {(['practice', 'lookFor', 'standard'] as const).map((facet) => {
          const found = byFacet[facet]
          return (
            found && (
              <Fact key={facet} name={t(facetWords[facet])}>
                {found.map((term, at) => (
                  <span key={term.id}>
                    {at > 0 && ' · '}
                    <a href={libraryAddress(toggled(nothingAsked, { facet, value: term.id }))}>
                      {termName(term)}
                    </a>
                  </span>
                ))}
              </Fact>
            )
          )
        })}
        {protocol && <Fact name={t('exemplar.protocol')}>{protocol.title[language()]}</Fact>}
        {firstTry && (
          <Fact name={t('exemplar.first-try')}>
            <a href={`/exemplars/${firstTry.id}`}>{firstTry.title}</a>
          </Fact>
        )}
        {laterTry && (
          <Fact name={t('exemplar.later-try')}>
            <a href={`/exemplars/${laterTry.id}`}>{laterTry.title}</a>
          </Fact>
        )}
      </dl>
    </section>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd class="said">{children}</dd>
  </>
)
