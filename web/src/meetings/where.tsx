import type { Meeting } from '../../../src/meetings/schemas.ts'
import { t } from '../messages/messages.ts'
import { modes } from './meeting-words.ts'

/** Where a cohort meets: the place, and the way in from afar. */
export function Where({ meeting }: { readonly meeting: Meeting }) {
  const { mode, place, link } = meeting
  return (
    <>
      {place ?? t(modes[mode])}
      {link && (
        <>
          {' · '}
          <a href={link} rel="noreferrer" target="_blank">
            {t('meetings.join')}
            <span class="visually-hidden"> {t('meetings.new-tab')}</span>
          </a>
        </>
      )}
    </>
  )
}
