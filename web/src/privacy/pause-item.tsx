import type { OpenPause } from '../../../src/clips/pause-schemas.ts'
import { ApiProblem } from '../api/problem.ts'
import { kindWords } from '../clip-privacy/kind-words.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { shortNumber } from './clip-number.ts'
import { useOfficeAct } from './office-queries.ts'

interface Props {
  readonly pause: OpenPause
  /** Whether it says of which clip it is, and leads there. */
  readonly namesClip: boolean
}

/** A pause that waits for a decision: what was said, and the ways to settle it. */
export function PauseItem({ pause, namesClip }: Props) {
  const kind = kindWords(pause.kind)
  return (
    <li>
      <div>
        <h3>
          {pause.reason === 'concern'
            ? t('office.kind-concern', { kind })
            : t('office.kind-consent', { kind })}
        </h3>
        <p class="hint">
          {namesClip && (
            <>
              <a href={`/privacy/clips/${pause.clipId}`}>
                {t('office.clip', { number: shortNumber(pause.clipId) })}
              </a>
              {' · '}
            </>
          )}
          {t('office.raised', { date: dateOf(pause.raisedAt) })}
        </p>
        {pause.words && <p class="said">{pause.words}</p>}
        {!pause.words && pause.reason === 'concern' && <p class="hint">{t('office.no-words')}</p>}
        {pause.actBy && <p>{t('office.act-by', { date: dateOf(pause.actBy) })}</p>}
      </div>
      <Decisions pause={pause} />
    </li>
  )
}

/** A withdrawn consent is not for the office to overrule, unless the officer noted it by mistake. */
function Decisions({ pause: { id, reason, isMine, clipId } }: { readonly pause: OpenPause }) {
  const act = useOfficeAct()
  const number = shortNumber(clipId)
  const settle = (resolution: 'kept' | 'cut again' | 'withdrawn') => ({
    of: number,
    does: () => act(`pauses/${id}/resolution`, 'PUT', { resolution }),
    done: resolution === 'withdrawn' ? t('office.taken-back') : t('office.settled'),
    refusalWords,
  })
  return (
    <div class="actions">
      {(reason === 'concern' || isMine) && (
        <AskFirst
          {...settle('kept')}
          label={t('office.keep')}
          title={t('office.keep-title')}
          words={[...(reason === 'concern' ? [] : [t('office.keep-mistake')]), t('office.keep-words')]}
          action={t('office.keep')}
        />
      )}
      <AskFirst
        {...settle('cut again')}
        label={t('office.was-cut')}
        title={t('office.was-cut-title')}
        words={[t('office.was-cut-words')]}
        action={t('office.was-cut')}
      />
      <AskFirst
        {...settle('withdrawn')}
        label={t('office.take-back')}
        title={t('office.take-back-title')}
        words={[t('office.take-back-words')]}
        action={t('office.take-back')}
      />
    </div>
  )
}

/** A concern about an officer's own clip is another officer's to settle. */
const refusalWords = (refusal: unknown): string =>
  refusal instanceof ApiProblem && refusal.status === 403 ? t('office.own-clip') : problemWords(refusal)
