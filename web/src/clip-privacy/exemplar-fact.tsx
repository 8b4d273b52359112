import { useQuery } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import { myExemplarsQuery } from '../api/my-exemplars-query.ts'
import { dayInWords } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'

/** What a clip of one's own is as an exemplar, or is asked to be, and the way to its passport; nothing where it is none. */
export function ExemplarFact({ clip }: { readonly clip: Clip }) {
  const mine = useQuery(myExemplarsQuery).data?.owned
  const exemplar = mine?.find(
    ({ clipId, state }) =>
      clipId === clip.id && (state === 'asked' || state === 'agreed' || state === 'published'),
  )
  if (!exemplar) return null
  const { id, state, audience, endsOn, nominatedBy } = exemplar
  const whom = { audience: audience?.name ?? '', day: endsOn ? dayInWords(endsOn) : '' }
  return (
    <>
      <dt>{t('paper.exemplar')}</dt>
      <dd>
        {state === 'asked' && t('paper.exemplar-asked', { name: nominatedBy.name })}
        {state === 'agreed' && t('paper.exemplar-agreed', whom)}
        {state === 'published' && t('paper.exemplar-published', whom)}{' '}
        <a href={`/exemplars/${id}/passport`}>{t('paper.exemplar-passport')}</a>
      </dd>
    </>
  )
}
