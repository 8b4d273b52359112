import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { ownerName } from '../clips/owner-name.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { later } from '../parts/later.tsx'
import { ThankDialog } from './thank-dialog.tsx'

const UseDialog = later(
  async () => (await import('./use-in-assignment-dialog.tsx')).UseInAssignmentDialog,
  'assignments',
)

interface Props {
  readonly exemplar: Exemplar
  readonly clip: Clip | undefined
}

/** What can be done with it: put before a cohort, talked about among colleagues, and thanked for. */
export function LearnFromIt({ exemplar, clip }: Props) {
  const [dialog, setDialog] = useState<'use' | 'thank'>()
  const { clipId, owner, can } = exemplar
  const studiedIn = clip?.studiedIn ?? []
  const close = () => setDialog(undefined)
  if (!can.use && !can.thank && studiedIn.length === 0) return null
  return (
    <section aria-labelledby="learn">
      <h2 id="learn">{t('learn.title')}</h2>
      <div class="actions">
        {can.use && <Button onClick={() => setDialog('use')}>{t('learn.use')}</Button>}
        {studiedIn.map((cohort) => (
          <a key={cohort.id} class="button" href={`/clips/${clipId}?with=${cohort.id}`}>
            <span>{t('learn.study', { cohort: cohort.name })}</span>
          </a>
        ))}
        {can.thank && studiedIn.length > 0 && (
          <Button look="quiet" onClick={() => setDialog('thank')}>
            {owner ? t('learn.thank', { name: ownerName(owner) }) : t('learn.thank-owner')}
          </Button>
        )}
      </div>
      {studiedIn.length > 0 && <p class="hint">{t('learn.private')}</p>}
      {dialog === 'use' && <UseDialog exemplar={exemplar} onClose={close} />}
      {dialog === 'thank' && <ThankDialog exemplar={exemplar} cohorts={studiedIn} onClose={close} />}
    </section>
  )
}
