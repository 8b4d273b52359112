import { useEffect, useRef, useState } from 'preact/hooks'
import type { Passport } from '../../../src/exemplars/schemas.ts'
import { scopeWords } from '../clip-privacy/ledger-words.ts'
import { audienceName } from '../exemplars/exemplar-words.ts'
import { dateOf, dayInWords } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { ConsentForm } from './consent-form.tsx'
import { passportSentence, placesInWords } from './curating-words.ts'
import { EndButton } from './end-button.tsx'
import { HistorySection } from './history-section.tsx'

/** The passport of an exemplar that its owner agreed to: what is the case, where it is, and the one button. */
export function StandingPaper({ passport }: { readonly passport: Passport }) {
  const { exemplar, thanks } = passport
  const { id, clipId, title, consent, state } = exemplar
  const [opened, setOpened] = useState<'renew' | 'change'>()
  const places = placesInWords(passport)
  const heading = useRef<HTMLHeadingElement>(null)
  const wasOpened = useRef(opened)
  useEffect(() => {
    // What was pressed is gone: reading goes on where the terms are.
    if (wasOpened.current !== opened) heading.current?.focus()
    wasOpened.current = opened
  }, [opened])
  const close = () => setOpened(undefined)
  return (
    <Page title={t('passport.title', { title })} class="narrow papers">
      <p>{passportSentence(exemplar)}</p>
      {consent?.renewBy && (
        <Notice
          tone="warn"
          actions={
            <Button look="primary" onClick={() => setOpened('renew')}>
              {t('passport.renew')}
            </Button>
          }
        >
          <p>{t('passport.ends-soon', { day: dayInWords(consent.renewBy) })}</p>
        </Notice>
      )}
      <Facts passport={passport} />
      <p class="actions">
        <a href={`/exemplars/${id}`}>{t('passport.as-others')}</a>
        <a href={`/exemplars/${id}/edit`}>{t('passport.describe')}</a>
      </p>
      <section aria-labelledby="terms">
        <h2 id="terms" ref={heading} tabIndex={-1}>
          {t('passport.terms')}
        </h2>
        {opened ? (
          <ConsentForm
            key={opened}
            passport={passport}
            isRenewal={opened === 'renew'}
            action={t(opened === 'renew' ? 'passport.renew' : 'passport.save')}
            done={t(opened === 'renew' ? 'passport.renewed' : 'passport.saved')}
            beside={<Button onClick={close}>{t('cancel')}</Button>}
            onDone={close}
          />
        ) : (
          <>
            <p class="hint">{t('passport.terms-hint')}</p>
            <Button onClick={() => setOpened('change')}>{t('passport.change')}</Button>
          </>
        )}
      </section>
      <section aria-labelledby="places">
        <h2 id="places">{t('passport.places')}</h2>
        {places.length === 0 && <p>{t(state === 'published' ? 'places.none' : 'places.none-yet')}</p>}
        {places.length > 0 && (
          <ul class="points">
            {places.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
        <p class="hint">{t('places.hint')}</p>
      </section>
      <section aria-labelledby="thanks">
        <h2 id="thanks">{t('passport.thanks')}</h2>
        {thanks.length === 0 && <p class="hint">{t('passport.thanks-none')}</p>}
        {thanks.map((each) => (
          <figure key={each.id}>
            <blockquote class="said">{each.body}</blockquote>
            <figcaption class="hint">
              {t('passport.thanks-from', {
                name: each.by.name,
                cohort: each.cohort,
                date: dateOf(each.sentAt),
              })}
            </figcaption>
          </figure>
        ))}
      </section>
      <HistorySection passport={passport} />
      <section aria-labelledby="end">
        <h2 id="end">{t('end.title')}</h2>
        <p>{t('end.hint')}</p>
        <EndButton exemplar={exemplar} />
      </section>
      <p class="actions">
        <a href={`/clips/${clipId}`}>{t('passport.to-clip')}</a>
        <a href="/exemplars/mine">{t('passport.to-mine')}</a>
      </p>
    </Page>
  )
}

function Facts({ passport: { exemplar, attestation } }: { readonly passport: Passport }) {
  const { consent, asked } = exemplar
  return (
    <dl class="facts">
      {consent && (
        <>
          <dt>{t('passport.for')}</dt>
          <dd>{audienceName(consent.audience)}</dd>
          <dt>{t('passport.until')}</dt>
          <dd>{dayInWords(consent.endsOn)}</dd>
          <dt>{t('passport.name')}</dt>
          <dd>{t(consent.showsName ? 'passport.named' : 'passport.nameless')}</dd>
        </>
      )}
      <dt>{t('passport.picture')}</dt>
      <dd>{attestation ? scopeWords(attestation) : t('passport.picture-none')}</dd>
      {asked && (
        <>
          <dt>{t('passport.proposed')}</dt>
          <dd>{t('passport.proposed-by', { name: asked.by.name, date: dateOf(asked.at) })}</dd>
        </>
      )}
    </dl>
  )
}
