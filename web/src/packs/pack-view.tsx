import { useState } from 'preact/hooks'
import type { Pack } from '../../../src/packs/schemas.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { ownZone, whenIn } from '../messages/moments.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Switch } from '../parts/switch.tsx'
import { Mirror } from './mirror.tsx'
import { MomentLists } from './moment-lists.tsx'
import { inLanguage, packFor } from './pack-words.ts'
import { Paper } from './paper.tsx'
import { WordsItem } from './words-item.tsx'

interface Props {
  readonly pack: Pack
  /** Since when it is kept in this tab, where no connection brought it. */
  readonly keptAt?: string
  readonly onRetry?: () => void
}

export function PackView({ pack, keptAt, onRetry }: Props) {
  const [showsNames, setShowsNames] = useState(false)
  const { assignment, openQuestions, readings, script, sealedUntil } = pack
  return (
    <>
      <Page title={t('pack.title')} class="pack papers">
        <div>
          <p class="clip-meta">
            <span>{packFor(assignment)}</span>
            {assignment.protocol.title && <span>{inLanguage(assignment.protocol.title)}</span>}
            <a href={`/assignments/${assignment.id}`}>{t('pack.assignment')}</a>
          </p>
          {assignment.question && <blockquote>{assignment.question}</blockquote>}
        </div>
        {keptAt !== undefined && (
          <Notice tone="warn" actions={<Button onClick={onRetry}>{t('again')}</Button>}>
            <p>{t('pack.kept', { when: whenInWords(keptAt) })}</p>
          </Notice>
        )}
        {sealedUntil !== null && (
          <Notice icon="lock">
            <p>{t('pack.sealed', { when: whenIn(ownZone(), sealedUntil) })}</p>
          </Notice>
        )}
        <div class="actions">
          <Button look="primary" onClick={() => window.print()}>
            {t('pack.print')}
          </Button>
          {keptAt === undefined && (
            <a class="button" href={`/assignments/${assignment.id}/projector`}>
              {t('pack.open-room')}
            </a>
          )}
          <Switch
            label={t('pack.names')}
            hint={t('pack.names-hint')}
            on={showsNames}
            onChange={setShowsNames}
          />
        </div>
        <MomentLists pack={pack} showsNames={showsNames} />
        {openQuestions.length > 0 && (
          <section aria-labelledby="pack-questions">
            <h2 id="pack-questions">{t('pack.questions')}</h2>
            <ul class="pack-list">
              {openQuestions.map((words) => (
                <li key={words.threadId}>
                  <WordsItem words={words} showsNames={showsNames} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {readings.length > 0 && (
          <section aria-labelledby="pack-readings">
            <h2 id="pack-readings">{t('pack.readings')}</h2>
            <p class="hint">{t('pack.readings-hint')}</p>
            {readings.map(({ clip, startMs, threads }) => (
              <ul class="pack-list together" key={`${clip.id} ${startMs}`}>
                {threads.map((words) => (
                  <li key={words.threadId}>
                    <WordsItem words={words} showsNames={showsNames} />
                  </li>
                ))}
              </ul>
            ))}
          </section>
        )}
        {keptAt === undefined && <Mirror cohortId={assignment.cohort.id} assignmentId={assignment.id} />}
        {script.length > 0 && (
          <section aria-labelledby="pack-script">
            <h2 id="pack-script">{t('pack.script')}</h2>
            <ol class="pack-script">
              {script.map(({ name, prompt, minutes }) => (
                <li key={name.en}>
                  <strong>{inLanguage(name)}</strong>
                  {minutes > 0 && <span> · {t('pack.minutes', { count: minutes })}</span>}
                  <p>{inLanguage(prompt)}</p>
                </li>
              ))}
            </ol>
          </section>
        )}
      </Page>
      <Paper pack={pack} showsNames={showsNames} />
    </>
  )
}
