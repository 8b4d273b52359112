import { useQueryClient } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import type { ChooseMoment, Pack, PackMoment } from '../../../src/packs/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { useAct } from '../parts/use-act.ts'
import { momentInWords } from '../threads/moment-words.ts'
import { packPath, packQuery } from './pack-queries.ts'
import { inRoom, talkInWords } from './pack-words.ts'
import { WordsItem } from './words-item.tsx'

interface Props {
  readonly pack: Pack
  readonly showsNames: boolean
}

/** What goes to the room, in its order, and the other moments; facilitators choose among them. */
export function MomentLists({ pack, showsNames }: Props) {
  const client = useQueryClient()
  const { act, isBusy, refusal } = useAct()
  const heading = useRef<HTMLHeadingElement>(null)
  const { id } = pack.assignment
  const taken = inRoom(pack)
  const others = pack.moments.filter(({ isIn }) => !isIn)
  const change = async (path: string, body: ChooseMoment | undefined, done: string) => {
    const happened = await act(async () => {
      const method = body ? 'PUT' : 'DELETE'
      const now = await call<Pack>(`${packPath(id)}/choices${path}`, { method, ...(body && { body }) })
      client.setQueryData(packQuery(id).queryKey, now)
    }, done)
    // The button that was pressed may be gone.
    if (happened && (body === undefined || body.position === undefined)) heading.current?.focus()
  }
  const move = ({ threadId }: PackMoment, position: number) =>
    void change(
      `/${threadId}`,
      { choice: 'taken', position },
      t('pack.moved', { place: position + 1, count: taken.length }),
    )
  return (
    <>
      <section aria-labelledby="pack-room">
        <h2 id="pack-room" ref={heading} tabIndex={-1}>
          {t('pack.room')}
        </h2>
        {taken.length > 0 && (
          <p class="hint">{pack.isChosen ? t('pack.chosen-hint') : t('pack.proposed-hint')}</p>
        )}
        {refusal !== undefined && (
          <p class="field-error" role="alert">
            {problemWords(refusal)}
          </p>
        )}
        {taken.length === 0 && (
          <div class="empty">
            <p>{pack.moments.length === 0 ? t('pack.nothing') : t('pack.none-in')}</p>
          </div>
        )}
        <ol class="pack-list">
          {taken.map((moment, at) => (
            <li key={moment.threadId}>
              <WordsItem words={moment} showsNames={showsNames} about={talkInWords(moment)}>
                {pack.can.choose && (
                  <div class="actions">
                    <Button
                      look="text"
                      busy={isBusy || at === 0}
                      aria-label={t('pack.earlier-aloud', { moment: named(moment) })}
                      onClick={() => move(moment, at - 1)}
                    >
                      {t('pack.earlier')}
                    </Button>
                    <Button
                      look="text"
                      busy={isBusy || at === taken.length - 1}
                      aria-label={t('pack.later-aloud', { moment: named(moment) })}
                      onClick={() => move(moment, at + 1)}
                    >
                      {t('pack.later')}
                    </Button>
                    <Button
                      look="text"
                      busy={isBusy}
                      aria-label={t('pack.leave-out-aloud', { moment: named(moment) })}
                      onClick={() =>
                        void change(`/${moment.threadId}`, { choice: 'left out' }, t('pack.left-out'))
                      }
                    >
                      {t('pack.leave-out')}
                    </Button>
                  </div>
                )}
              </WordsItem>
            </li>
          ))}
        </ol>
        {pack.can.choose && pack.isChosen && (
          <Button busy={isBusy} onClick={() => void change('', undefined, t('pack.proposed-again'))}>
            {t('pack.propose')}
          </Button>
        )}
      </section>
      {others.length > 0 && (
        <section aria-labelledby="pack-others">
          <h2 id="pack-others">{t('pack.others')}</h2>
          <ul class="pack-list">
            {others.map((moment) => (
              <li key={moment.threadId}>
                <WordsItem words={moment} showsNames={showsNames} about={aboutOther(moment)}>
                  {pack.can.choose && (
                    <Button
                      look="text"
                      busy={isBusy}
                      aria-label={t('pack.take-aloud', { moment: named(moment) })}
                      onClick={() => void change(`/${moment.threadId}`, { choice: 'taken' }, t('pack.taken'))}
                    >
                      {t('pack.take')}
                    </Button>
                  )}
                </WordsItem>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const named = (moment: PackMoment): string => `${moment.clip.title}, ${momentInWords(moment)}`

const aboutOther = (moment: PackMoment): string =>
  moment.choice === 'left out' ? `${talkInWords(moment)} · ${t('pack.is-left-out')}` : talkInWords(moment)
