import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'

/** There is no such page. */
export function NotHere() {
  return (
    <Page title={t('not-here.title')} class="narrow">
      <p>{t('not-here.page')}</p>
      <p>
        <a href="/">{t('not-here.back')}</a>
      </p>
    </Page>
  )
}
