import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'

/** One page for a pack that never was, and one of a cohort that the reader is not in. */
export function PackNotHere() {
  return (
    <Page title={t('pack.not-here-title')} class="narrow">
      <p>{t('pack.not-here')}</p>
      <p>
        <a href="/">{t('not-here.back')}</a>
      </p>
    </Page>
  )
}
