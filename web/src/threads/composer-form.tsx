import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Unreachable } from '../api/problem.ts'
import { isNarrow } from '../browser/narrow.ts'
import { whenInWords } from '../messages/in-words.ts'
import { language, t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { OtherDrafts } from '../offline/later.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { say } from '../parts/status.tsx'
import { Switch } from '../parts/switch.tsx'
import { stageMeant, stagesToWriteIn } from '../stages/turns.ts'
import { AdviceHint } from './advice-hint.tsx'
import { backToPlayer, resumes, setResumes } from './begin-writing.ts'
import { KindMark, kinds, NoteMark, type ThreadKind } from './kinds.tsx'
import { MentionArea } from './mention-area.tsx'
import { MomentEditor } from './moment-editor.tsx'
import type { Place } from './places.ts'
import { useMentioning } from './use-mentioning.ts'
import { usePost } from './use-post.ts'
import { useWatching } from './watching.ts'

interface Props {
  readonly durationMs: number
  /** Cohorts one may comment in. Without any there are still notes. */
  readonly places: readonly Place[]
}

export function ComposerForm({ durationMs, places }: Props) {
  const watching = useWatching()
  const { composer, player } = watching
  const field = useRef<HTMLTextAreaElement>(null)
  const [isRestored] = useState(() => composer.draft.peek().savedAt !== undefined)
  const draft = composer.draft.value
  const [meant] = useState(() => new URLSearchParams(location.search).get('with'))
  const within = (id: string | null | undefined) => places.find(({ cohort }) => cohort.id === id)
  const place = within(draft.cohortId) ?? within(meant) ?? places[0]
  const assignment = watching.stages.value.find(({ cohort }) => cohort.id === place?.cohort.id)
  const stages = assignment ? stagesToWriteIn(assignment, watching.clipId) : []
  const stage = stageMeant(stages, draft.stageId)
  // While an assignment runs, its stages say what can be written to others.
  const offered: readonly ThreadKind[] =
    !assignment || stage?.kinds.length === 0 ? kinds : (stage?.kinds ?? [])
  const isKept = !place || draft.kind === 'note' || offered.length === 0
  const kind = isKept ? 'note' : (offered.find((each) => each === draft.kind) ?? offered[0] ?? 'note')
  const isNote = kind === 'note'
  const needsMoment = !isNote && stage?.anchor === 'required'
  const mentioning = useMentioning(place?.cohort.id, draft.mentions ?? [], (mentions) =>
    composer.change({ mentions }),
  )
  const stageId = isNote ? undefined : stage?.id
  const { isBusy, refusal, post } = usePost(kind, { cohortId: place?.cohort.id, stageId }, mentioning)

  // Before anything else is typed: those keys would be shortcuts.
  useLayoutEffect(() => {
    // Words from an earlier visit are there to be seen, not in the way of who came to watch.
    if (isRestored && player.timeMs.peek() === 0) return
    field.current?.focus({ preventScroll: true })
    if (isNarrow.peek()) putPictureOnTop()
    // The moment, the words and the buttons, all of them.
    else field.current?.form?.scrollIntoView({ block: 'nearest' })
  }, [isRestored, player])

  const send = async () => {
    if (needsMoment && draft.startMs === null) field.current?.form?.querySelector('input')?.focus()
    // A note without words marks its moment.
    else if (draft.body.trim() === '' && !(isNote && draft.startMs !== null)) field.current?.focus()
    else await post()
  }
  const close = () => {
    composer.close()
    backToPlayer(watching)
  }

  return (
    <form
      class={isNote ? 'composer private' : 'composer'}
      aria-labelledby="composer-title"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        else if (event.key === 'Escape') close()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <h2 id="composer-title">{isNote ? t('composer.title-note') : t('composer.title')}</h2>
      {isRestored && draft.savedAt && (
        <p class="hint">{t('composer.restored', { when: whenInWords(draft.savedAt) })}</p>
      )}
      <OtherDrafts composer={composer} />
      <MomentEditor durationMs={durationMs} isNeeded={needsMoment} />
      {needsMoment && draft.startMs === null && stage && (
        <p class="hint" role="status">
          {t('composer.needs-moment', { stage: stage.name[language()] })}
        </p>
      )}
      {stages.length > 1 && !isNote && stage && (
        <RadioChips
          legend={t('composer.step')}
          value={stage.id}
          options={stages.map(({ id, name }) => ({ value: id, label: name[language()] }))}
          onChoose={(stageId) => composer.change({ stageId })}
        />
      )}
      {place && offered.length === 0 && <p class="hint">{t('composer.only-notes')}</p>}
      {place && offered.length > 0 && (
        <RadioChips
          legend={t('composer.kind')}
          value={kind}
          options={[
            ...offered.map((each) => ({
              value: each,
              label: (
                <>
                  <KindMark kind={each} />
                  {t(`kind.${each}-i`)}
                </>
              ),
            })),
            {
              value: 'note' as const,
              label: (
                <>
                  <NoteMark />
                  {t('kind.note-i')}
                </>
              ),
            },
          ]}
          onChoose={(chosen) => composer.change({ kind: chosen })}
        />
      )}
      {!isNote && places.length > 1 && (
        <div class="field">
          <label for="composer-cohort">{t('composer.cohort')}</label>
          <select
            id="composer-cohort"
            value={place?.cohort.id}
            onChange={({ currentTarget }) => composer.change({ cohortId: currentTarget.value })}
          >
            {places.map(({ cohort }) => (
              <option key={cohort.id} value={cohort.id}>
                {cohort.name}
              </option>
            ))}
          </select>
        </div>
      )}
      <label class="visually-hidden" for="composer-words">
        {isNote ? t('composer.words-note') : t('composer.words')}
      </label>
      <MentionArea
        id="composer-words"
        field={field}
        rows={4}
        words={draft.body}
        placeholder={!isNote && stage ? stage.prompt[language()] : t(`kind.${kind}-prompt`)}
        mentioning={isNote ? undefined : mentioning}
        onWords={(body) => composer.change({ body })}
      />
      {kind === 'notice' && (
        <AdviceHint words={draft.body} onSuggest={() => composer.change({ kind: 'suggest' })} />
      )}
      {refusal !== undefined && (
        <Notice tone="danger" urgent title={t('composer.not-sent')}>
          <p>{refusal instanceof Unreachable ? t('composer.unreachable') : problemWords(refusal)}</p>
        </Notice>
      )}
      {watching.wasPlaying.value && (
        <Switch label={t('composer.resume')} on={resumes.value} onChange={setResumes} />
      )}
      <div class="actions">
        <Button look="primary" type="submit" busy={isBusy}>
          {refusal !== undefined
            ? t('composer.post-again')
            : !isNote
              ? t('composer.post')
              : draft.body.trim() === '' && draft.startMs !== null
                ? t('composer.mark')
                : t('composer.keep')}
        </Button>
        <Button look="quiet" onClick={close}>
          {composer.hasWords ? t('composer.later') : t('cancel')}
        </Button>
        {composer.hasWords && (
          <Button
            look="quiet"
            onClick={() => {
              composer.clear()
              say(t('composer.thrown-away'))
              backToPlayer(watching)
            }}
          >
            {t('composer.throw-away')}
          </Button>
        )}
        <p class="hint">
          {isNote || !place ? (
            <>
              <Icon name="lock" />
              {t('composer.who-note')}
            </>
          ) : (
            t(place.isStudy ? 'composer.who-study' : 'composer.who', { cohort: place.cohort.name })
          )}
        </p>
      </div>
    </form>
  )
}

/** The sheet leaves so much room as the picture needs at the top of the window. */
function putPictureOnTop(): void {
  const top = document.querySelector('.view')?.getBoundingClientRect().top ?? 0
  if (top > 0) scrollBy({ top })
}
