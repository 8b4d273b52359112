import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'

/** One page for a cohort that ended, one that never was, and one that the reader is not in. */
export function CohortNotHere() {
  return (
    <Page title={t('cohort.not-here-title')} class="narrow">
      <p>{t('cohort.not-here')}</p>
      <p>
        <a href="/cohorts">{t('cohort.not-here-back')}</a>
      </p>
    </Page>
  )
}
