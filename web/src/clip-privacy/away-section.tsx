import type { Clip } from '../../../src/clips/schemas.ts'
import { isPrivate } from '../clips/clip-state.ts'
import { t } from '../messages/messages.ts'
import { backupDays } from '../my-data/backup-days.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { useChange } from './clip-privacy-queries.ts'

/** Takes the clip out of use, brings it back, or ends it for good. */
export function AwaySection({ clip }: { readonly clip: Clip }) {
  const change = useChange(clip.id)
  return (
    <section aria-labelledby="away">
      <h2 id="away">{t('away.title')}</h2>
      {clip.can.withdraw && !isPrivate(clip) && (
        <>
          <p class="hint">{t('sharing.take-back-words')}</p>
          <div class="actions">
            <AskFirst
              label={t('sharing.take-back')}
              title={t('away.back-title')}
              words={[t('sharing.take-back-words')]}
              action={t('sharing.take-back')}
              does={() => change('withdrawal', 'PUT')}
              done={t('sharing.taken-back')}
            />
          </div>
        </>
      )}
      {clip.can.restore && (
        <>
          <p class="hint">{t('sharing.bring-back-words')}</p>
          <div class="actions">
            <AskFirst
              label={t('sharing.bring-back')}
              title={t('away.restore-title')}
              words={[t('sharing.bring-back-words')]}
              action={t('sharing.bring-back')}
              does={() => change('withdrawal', 'DELETE')}
              done={t('sharing.brought-back')}
            />
          </div>
        </>
      )}
      <div class="actions">
        <AskFirst
          label={t('away.purge')}
          look="danger"
          title={t('away.purge-title')}
          words={[
            t('away.purge-words-1'),
            t('away.purge-words-2', { days: backupDays }),
            t('away.purge-words-3'),
          ]}
          action={t('away.purge-action')}
          does={() => change('purge', 'PUT', { confirm: true })}
          done={t('away.purged')}
        />
      </div>
    </section>
  )
}
