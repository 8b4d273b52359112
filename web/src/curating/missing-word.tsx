import { useQuery } from '@tanstack/preact-query'
import type { Audience, Passport } from '../../../src/exemplars/schemas.ts'
import { consentQuery } from '../clip-privacy/clip-privacy-queries.ts'
import { t } from '../messages/messages.ts'
import { Notice } from '../parts/notice.tsx'
import { lacks } from './consent-terms.ts'

interface Props {
  readonly passport: Pick<Passport, 'attestation' | 'exemplar'>
  readonly kind: Audience['kind']
}

/** What those in the picture have yet to say, or said no to, before an audience may see it; and where that is answered. */
export function MissingWord({ passport: { attestation, exemplar }, kind }: Props) {
  const consent = useQuery(consentQuery(exemplar.clipId))
  const missing = lacks(attestation, kind) ?? (consent.data?.isEnough === false ? 'text' : undefined)
  if (!missing) return null
  return (
    <Notice
      tone="warn"
      actions={
        <a class="button" href={`/clips/${exemplar.clipId}/privacy`}>
          <span>{t('agree.answer-there')}</span>
        </a>
      }
    >
      <p>{t(words[missing])}</p>
    </Notice>
  )
}

const words = {
  word: 'agree.lacks-word',
  reach: 'agree.lacks-reach',
  text: 'agree.lacks-text',
} as const
