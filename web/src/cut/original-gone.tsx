import type { Redaction } from '../../../src/clips/cut-schemas.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Notice } from '../parts/notice.tsx'
import { hiddenInWords } from './hidden-words.ts'

/** Nothing can be cut any more, and what is hidden stays so. */
export const OriginalGone = ({ redactions }: { readonly redactions: readonly Redaction[] }) => (
  <Notice>
    {redactions.length === 0 ? (
      <p>{t('problem.original-gone')}</p>
    ) : (
      <>
        <p>{t('hide.is-gone')}</p>
        <p>{t('hide.hides', { what: listInWords(redactions.map(hiddenInWords)) })}</p>
      </>
    )}
  </Notice>
)
