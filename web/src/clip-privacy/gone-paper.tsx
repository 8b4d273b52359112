import { useQueryClient } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import type { Purge } from '../../../src/retention/schemas.ts'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { CertificateFacts } from './certificate-facts.tsx'
import { ledgerQuery } from './clip-privacy-queries.ts'
import { LedgerSection } from './ledger-section.tsx'

/** What is left of a clip that was destroyed. */
export function GonePaper({ purge }: { readonly purge: Purge }) {
  const client = useQueryClient()
  const { clipId, state } = purge
  // The ledger says more once it is done.
  useEffect(() => void client.invalidateQueries({ queryKey: ledgerQuery(clipId).queryKey }), [state])
  return (
    <Page title={t('gone.paper-title')} class="narrow papers">
      <p role="status">{purge.state === 'done' ? t('gone.paper-words') : t('gone.paper-waits')}</p>
      <CertificateFacts purge={purge} />
      <LedgerSection clipId={purge.clipId} />
      <p>
        <a href="/me/data">{t('paper.to-data')}</a>
      </p>
    </Page>
  )
}
