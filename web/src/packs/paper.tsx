import type { ComponentChildren } from 'preact'
import type { Pack, PackMoment, PackWords } from '../../../src/packs/schemas.ts'
import { t } from '../messages/messages.ts'
import { momentCode } from '../threads/moment-words.ts'
import { inLanguage, inRoom, packFor } from './pack-words.ts'
import { saidIn } from './said-in.ts'

/** As many as find room beside the script and space to write. */
const mostQuestions = 5
const mostReadings = 2
const mostInReading = 3

interface Props {
  readonly pack: Pack
  readonly showsNames: boolean
}

/** Two sheets, for A4 and Letter alike. Nothing of it shows on a screen. */
export function Paper({ pack, showsNames }: Props) {
  const { assignment, openQuestions, readings, script } = pack
  const moments = inRoom(pack)
  const title = assignment.protocol.title
  return (
    <div class="paper" aria-hidden="true">
      <div class="sheet">
        <header>
          <p class="paper-title">{packFor(assignment)}</p>
          {title && <p>{inLanguage(title)}</p>}
          {assignment.question && <p class="paper-question">{assignment.question}</p>}
        </header>
        <h2>{t('pack.room')}</h2>
        {moments.length === 0 && <p>{t('pack.nothing')}</p>}
        <ol class="paper-moments">
          {moments.map((moment) => (
            <PaperMoment key={moment.threadId} moment={moment} showsNames={showsNames} />
          ))}
        </ol>
      </div>
      <div class="sheet">
        <Part title={t('pack.questions')} isThere={openQuestions.length > 0}>
          {openQuestions.slice(0, mostQuestions).map((words) => (
            <PaperLine key={words.threadId} words={words} showsNames={showsNames} />
          ))}
          <More count={openQuestions.length - mostQuestions} />
        </Part>
        <Part title={t('pack.readings')} isThere={readings.length > 0}>
          {readings.slice(0, mostReadings).map(({ clip, startMs, threads }) => (
            <div class="paper-reading" key={`${clip.id} ${startMs}`}>
              {threads.slice(0, mostInReading).map((words) => (
                <PaperLine key={words.threadId} words={words} showsNames={showsNames} />
              ))}
              <More count={threads.length - mostInReading} />
            </div>
          ))}
          <More count={readings.length - mostReadings} />
        </Part>
        <Part title={t('pack.script')} isThere={script.length > 0}>
          {script.map(({ name, prompt, minutes }) => (
            <p class="paper-line" key={name.en}>
              <b>
                {inLanguage(name)}
                {minutes > 0 && ` · ${t('pack.minutes', { count: minutes })}`}
              </b>{' '}
              {inLanguage(prompt)}
            </p>
          ))}
        </Part>
        <section class="paper-space">
          <h2>{t('pack.space')}</h2>
          {Array.from({ length: 30 }, (_, at) => (
            <hr key={at} />
          ))}
        </section>
      </div>
    </div>
  )
}

function PaperMoment({ moment, showsNames }: { readonly moment: PackMoment; readonly showsNames: boolean }) {
  const { clip, author, kind, link } = moment
  return (
    <li>
      {clip.posterUrl && <img src={clip.posterUrl} alt="" onError={hide} />}
      <div>
        <p>
          <b>
            {momentCode(moment)} · {clip.title}
          </b>{' '}
          {t(`kind.${kind}`)}
          {showsNames && ` · ${author.name}`}
        </p>
        <p class="paper-said">{saidIn(moment, showsNames)}</p>
        <a href={link}>{shortLink(moment)}</a>
      </div>
    </li>
  )
}

/** Where it is kept without a connection, its pictures may not be. */
const hide = ({ currentTarget }: Event) => {
  if (currentTarget instanceof HTMLElement) currentTarget.hidden = true
}

function PaperLine({ words, showsNames }: { readonly words: PackWords; readonly showsNames: boolean }) {
  return (
    <p class="paper-line">
      <b>{momentCode(words)}</b> {saidIn(words, showsNames)}
      {showsNames && ` (${words.author.name})`}
    </p>
  )
}

interface PartProps {
  readonly title: string
  readonly isThere: boolean
  readonly children: ComponentChildren
}

const Part = ({ title, isThere, children }: PartProps) =>
  isThere ? (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  ) : null

const More = ({ count }: { readonly count: number }) =>
  count > 0 ? <p>{t('pack.more', { count })}</p> : null

/** What somebody would type: a printed link can be followed from a file, and read from paper. */
const shortLink = ({ clip, startMs }: PackMoment): string =>
  `${location.host}/clips/${clip.id}${startMs === null ? '' : `?t=${Math.floor(startMs / 1000)}`}`
