import { useQuery } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import { copyText } from '../browser/copy-text.ts'
import { audienceWords, clipSentence } from '../clips/clip-words.ts'
import { dateOf, dayInWords } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { say } from '../parts/status.tsx'
import { AudienceSection } from './audience-section.tsx'
import { AwaySection } from './away-section.tsx'
import { audienceQuery, retentionQuery } from './clip-privacy-queries.ts'
import { ConsentSection } from './consent-section.tsx'
import { EndsSection } from './ends-section.tsx'
import { ExemplarFact } from './exemplar-fact.tsx'
import { LedgerSection } from './ledger-section.tsx'
import { PausesSection } from './pauses-section.tsx'
import { WatchersSection } from './watchers-section.tsx'

/** A clip's paper, for its owner: what is the case, who saw it, and everything there is to decide. */
export function OwnersPaper({ clip }: { readonly clip: Clip }) {
  return (
    <Page title={t('paper.title', { title: clip.title })} class="narrow papers">
      <p>{t('paper.about')}</p>
      <Facts clip={clip} />
      <AudienceSection clip={clip} />
      <WatchersSection clipId={clip.id} />
      <PausesSection clip={clip} />
      <ConsentSection clip={clip} />
      <EndsSection clip={clip} />
      <LedgerSection clipId={clip.id} />
      <AwaySection clip={clip} />
      <p class="actions">
        <a href={`/clips/${clip.id}`}>{t('paper.to-clip')}</a>
        <a href="/me/data">{t('paper.to-data')}</a>
      </p>
    </Page>
  )
}

function Facts({ clip }: { readonly clip: Clip }) {
  const audience = useQuery(audienceQuery(clip.id))
  const retention = useQuery(retentionQuery(clip.id))
  const people = audience.data?.items.length ?? 0
  const copy = async () =>
    say((await copyText(clip.id)) ? t('paper.number-copied') : t('paper.number-failed'))
  return (
    <dl class="facts">
      <dt>{t('paper.state')}</dt>
      <dd>{clipSentence(clip) || t('paper.ready')}</dd>
      <dt>{t('paper.seen-by')}</dt>
      <dd>
        {clip.state === 'withdrawn' ? t('clip.only-you') : audienceWords(clip)}
        {people > 0 && <> · {t('paper.people', { count: people })}</>}
      </dd>
      <ExemplarFact clip={clip} />
      {retention.data && (
        <>
          <dt>{t('paper.until')}</dt>
          <dd>{retention.data.onHold ? t('paper.until-hold') : dayInWords(retention.data.endsOn)}</dd>
        </>
      )}
      <dt>{t('paper.made')}</dt>
      <dd>{dateOf(clip.createdAt)}</dd>
      <dt>{t('paper.number')}</dt>
      <dd>
        <span class="code">{clip.id}</span>{' '}
        <Button look="text" onClick={() => void copy()}>
          {t('paper.number-copy')}
        </Button>
        <p class="hint">{t('paper.number-hint')}</p>
      </dd>
    </dl>
  )
}
