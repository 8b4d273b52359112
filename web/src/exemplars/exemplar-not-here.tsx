import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'

interface Props {
  readonly what: 'exemplar' | 'collection'
}

/** One page for what is gone, what never was, and what is not for whoever looks. */
export const ExemplarNotHere = ({ what }: Props) => (
  <Page
    title={t(what === 'exemplar' ? 'exemplar.not-here-title' : 'collection.not-here-title')}
    class="narrow"
  >
    <p>{t(what === 'exemplar' ? 'exemplar.not-here' : 'collection.not-here')}</p>
    <p>
      <a href="/exemplars">{t('exemplar.not-here-back')}</a>
    </p>
  </Page>
)
