import { useQuery } from '@tanstack/preact-query'
import { useRoute } from 'preact-iso'
import type { Passport } from '../../../src/exemplars/schemas.ts'
import { ApiProblem, isNotHere } from '../api/problem.ts'
import { ExemplarNotHere } from '../exemplars/exemplar-not-here.tsx'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { AskedPaper } from './asked-paper.tsx'
import { passportQuery } from './curating-queries.ts'
import { HistorySection } from './history-section.tsx'
import { ReceiptView } from './receipt-view.tsx'
import { StandingPaper } from './standing-paper.tsx'

/** A clip as an exemplar, for its owner: first the question, then where it is and the means to end that, then the receipt. */
export function PassportPage() {
  const { exemplarId = '' } = useRoute().params
  const passport = useQuery(passportQuery(exemplarId))
  // To who does not own it there is no such page.
  const isOthers = passport.error instanceof ApiProblem && passport.error.status === 403
  if (isNotHere(passport.error) || isOthers) return <ExemplarNotHere what="exemplar" />
  if (passport.data) return <PaperOf key={exemplarId} passport={passport.data} />
  if (passport.error) return <Trouble error={passport.error} onRetry={() => void passport.refetch()} />
  return <Loading />
}

function PaperOf({ passport }: { readonly passport: Passport }) {
  const { state } = passport.exemplar
  if (state === 'asked') return <AskedPaper passport={passport} />
  if (state === 'agreed' || state === 'published') return <StandingPaper passport={passport} />
  return <OverPaper passport={passport} />
}

const overWords = { refused: 'mine.refused', 'taken back': 'mine.taken-back', ended: 'mine.ended' } as const

function OverPaper({ passport }: { readonly passport: Passport }) {
  const { exemplar, receipt } = passport
  const { state, title, clipId } = exemplar
  const isOver = state === 'refused' || state === 'taken back' || state === 'ended'
  return (
    <Page title={t(receipt ? 'receipt.title' : 'passport.title', { title })} class="narrow papers">
      <p>{isOver && t(overWords[state])}</p>
      {receipt && <ReceiptView receipt={receipt} />}
      <HistorySection passport={passport} />
      <p class="actions">
        <a href={`/clips/${clipId}`}>{t('passport.to-clip')}</a>
        <a href="/exemplars/mine">{t('passport.to-mine')}</a>
      </p>
    </Page>
  )
}
