import type { PrivacyClip } from '../../../src/clips/pause-schemas.ts'
import { UnconsentButton } from '../clip-privacy/unconsent-button.tsx'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { shortNumber } from './clip-number.ts'
import { useOfficeAct } from './office-queries.ts'

interface Props {
  readonly clip: PrivacyClip
  readonly isOfficer: boolean
}

/** The ways to stop a clip: for one cohort, for all, until somebody decides, or for good. */
export function StopSections({ clip, isOfficer }: Props) {
  const act = useOfficeAct()
  return (
    <>
      <Grants clip={clip} />
      <section aria-labelledby="stops">
        <h2 id="stops">{t('office.stops')}</h2>
        <div class="actions">
          <UnconsentButton
            words={[t('office.unconsent-words')]}
            send={(asked) => act(`clips/${clip.id}/consent-withdrawals`, 'POST', asked)}
          />
          {clip.state !== 'withdrawn' && (
            <AskFirst
              label={t('office.take-back')}
              title={t('office.take-back-title')}
              words={[t('office.take-back-words')]}
              action={t('office.take-back')}
              does={() => act(`clips/${clip.id}/withdrawal`, 'PUT')}
              done={t('office.taken-back')}
            />
          )}
          {isOfficer && (
            <AskFirst
              label={t('office.purge')}
              look="danger"
              title={t('office.purge-title')}
              words={[t('office.purge-words-1'), t('office.purge-words-2')]}
              action={t('office.purge-action')}
              does={() => act(`clips/${clip.id}/purge`, 'PUT', { confirm: true })}
              done={t('office.purge-begun')}
            />
          )}
        </div>
      </section>
    </>
  )
}

function Grants({ clip }: { readonly clip: PrivacyClip }) {
  const act = useOfficeAct()
  return (
    <section aria-labelledby="grants">
      <h2 id="grants">{t('office.grants')}</h2>
      {clip.grants.length === 0 && <p class="hint">{t('office.grants-none')}</p>}
      {clip.grants.length > 0 && (
        <ul class="lines">
          {clip.grants.map(({ id, cohortId }) => (
            <li key={id}>
              <div>{t('office.grant', { number: shortNumber(cohortId) })}</div>
              <AskFirst
                label={t('office.revoke')}
                of={shortNumber(cohortId)}
                title={t('office.revoke-title')}
                words={[t('office.revoke-words')]}
                action={t('office.revoke')}
                does={() => act(`clips/${clip.id}/grants/${id}`, 'DELETE')}
                done={t('office.revoked')}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
