import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Term } from '../../../src/exemplars/schemas.ts'
import { useMe } from '../api/me.ts'
import { curatesForAll } from '../exemplars/may-collect.ts'
import { NotHere } from '../frame/not-here.tsx'
import { t } from '../messages/messages.ts'
import { SearchBox } from '../office/search-box.tsx'
import { Page } from '../parts/page.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { AddTermForm } from './add-term-form.tsx'
import { termsQuery } from './curating-queries.ts'
import { StandardsForm } from './standards-form.tsx'
import { TermItem } from './term-item.tsx'
import { kindChoices } from './term-picker.tsx'

/** The organisation's own words, by which exemplars are found; for who keeps them, and for who brings standards in. */
export function TermsPage() {
  const me = useMe()
  const keeps = curatesForAll(me)
  const imports = keeps || me.roles.includes('administrator')
  return imports ? <Words keeps={keeps} /> : <NotHere />
}

const aboutWords = {
  practice: 'vocabulary.practice-hint',
  'look-for': 'vocabulary.look-for-hint',
  standard: 'vocabulary.standard-hint',
} as const satisfies Record<Term['kind'], string>

function Words({ keeps }: { readonly keeps: boolean }) {
  const [kind, setKind] = useState<Term['kind']>(keeps ? 'practice' : 'standard')
  const [asked, setAsked] = useState('')
  const terms = useInfiniteQuery(termsQuery(kind, asked))
  return (
    <Page title={t('vocabulary.title')} class="narrow papers office">
      <p>{t('vocabulary.about')}</p>
      <p>
        <a href="/exemplars">{t('mine.to-library')}</a>
      </p>
      <RadioChips legend={t('term.kind')} value={kind} options={kindChoices()} onChoose={setKind} />
      <p class="hint">{t(aboutWords[kind])}</p>
      <section aria-labelledby="in-use">
        <h2 id="in-use">{t('vocabulary.in-use')}</h2>
        <SearchBox label={t('term.search')} onSearch={setAsked} />
        <PagedList
          query={terms}
          none={t(asked === '' ? 'vocabulary.none' : 'term.not-found')}
          more={t('library.more')}
        >
          {(term) => <TermItem key={term.id} term={term} keeps={keeps} />}
        </PagedList>
      </section>
      {keeps && (
        <section aria-labelledby="add-word">
          <h2 id="add-word">{t('vocabulary.add-title')}</h2>
          <AddTermForm key={kind} kind={kind} />
        </section>
      )}
      {kind === 'standard' && (
        <section aria-labelledby="import">
          <h2 id="import">{t('standards.title')}</h2>
          <StandardsForm />
        </section>
      )}
    </Page>
  )
}
