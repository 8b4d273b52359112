import { useMe } from '../api/me.ts'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { DeleteAccount } from './delete-account.tsx'
import { MyClips } from './my-clips.tsx'
import { MyEvaluators } from './my-evaluators.tsx'
import { MyExports } from './my-exports.tsx'
import { MyNotes, MyWords } from './my-words.tsx'

/** Everything about me, and what I can do about it. */
export function MyDataPage() {
  const me = useMe()
  return (
    <Page title={t('data.title')} class="narrow papers">
      <p>{t('data.about')}</p>
      <MyClips />
      <MyWords />
      <MyNotes />
      <MyEvaluators />
      <MyExports />
      <DeleteAccount me={me} />
      <p>
        <a href="/me">{t('data.back')}</a>
      </p>
    </Page>
  )
}
