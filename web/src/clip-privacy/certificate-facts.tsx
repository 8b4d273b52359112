import type { Purge } from '../../../src/retention/schemas.ts'
import { saveText } from '../browser/save-text.ts'
import { dateOf, exactly } from '../messages/dates.ts'
import { bytesInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { whyWords } from './ledger-words.ts'

/** When and why a clip was destroyed, and once it is, what that took away. */
export function CertificateFacts({ purge }: { readonly purge: Purge }) {
  const { certificate, clipId, why, orderedAt, doneAt } = purge
  return (
    <>
      <dl class="facts">
        <dt>{t('paper.number')}</dt>
        <dd class="code">{clipId}</dd>
        <dt>{t('gone.why')}</dt>
        <dd>{whyWords(why)}</dd>
        <dt>{t('gone.ordered')}</dt>
        <dd>{exactly(orderedAt)}</dd>
        {doneAt && (
          <>
            <dt>{t('gone.done')}</dt>
            <dd>{exactly(doneAt)}</dd>
          </>
        )}
        {certificate && (
          <>
            <dt>{t('gone.objects')}</dt>
            <dd>{certificate.objects.length}</dd>
            <dt>{t('gone.bytes')}</dt>
            <dd>{bytesInWords(certificate.objects.reduce((sum, { bytes = 0 }) => sum + bytes, 0))}</dd>
            <dt>{t('gone.backups')}</dt>
            <dd>
              {t('gone.backups-until', {
                date: backupsUntil(certificate.doneAt, certificate.backupsAgeOutDays),
              })}
            </dd>
          </>
        )}
      </dl>
      {certificate && (
        <section aria-labelledby="certificate">
          <h2 id="certificate">{t('gone.certificate')}</h2>
          <p class="hint">{t('gone.certificate-hint')}</p>
          <Button
            icon="download"
            onClick={() =>
              saveText(
                `interlude-certificate-${clipId}.json`,
                'application/json',
                `${JSON.stringify(certificate, null, 2)}\n`,
              )
            }
          >
            {t('gone.certificate-download')}
          </Button>
        </section>
      )}
    </>
  )
}

const backupsUntil = (doneAt: string, days: number): string =>
  dateOf(new Date(Date.parse(doneAt) + days * 86_400_000).toISOString())
