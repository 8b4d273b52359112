import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useMe } from '../api/me.ts'
import { ClipSection } from '../clips/clip-section.tsx'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { WelcomeReminder } from '../welcome/welcome-reminder.tsx'
import { FirstStepsSection, useFirstSteps } from './first-steps-section.tsx'
import { FortnightSection, useFortnight } from './fortnight-section.tsx'
import { NewsSection } from './news-section.tsx'
import { primeHome } from './prime-home.ts'
import { myNewest, ToDoSection } from './to-do-section.tsx'

/** Where somebody comes back to: what waits for them, what was said since, and how their clips are. */
export function HomePage() {
  const client = useQueryClient()
  useState(() => primeHome(client))
  const me = useMe()
  const { steps, putAway } = useFirstSteps()
  const fortnight = useFortnight()
  return (
    <Page title={t('frame.home')} class="home">
      <WelcomeReminder personId={me.id} />
      <FortnightSection fortnight={fortnight} />
      {steps && <FirstStepsSection steps={steps} onPutAway={putAway} />}
      <ToDoSection isToldWhat={steps !== undefined || fortnight.items.length > 0} />
      <NewsSection title={t('news.title')} nothing={t('news.nothing')} />
      <ClipSection
        title={t('clips.mine')}
        query={myNewest}
        nothing={
          <>
            <p>{t('clips.none-mine')}</p>
            <p>
              <a href="/clips/new">{t('frame.add')}</a>
            </p>
          </>
        }
        beside={
          <p>
            <a href="/clips">{t('home.all-clips')}</a>
          </p>
        }
      />
    </Page>
  )
}
