import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { ApiProblem, Unreachable } from '../api/problem.ts'
import { randomKey } from '../browser/random-key.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { say } from '../parts/status.tsx'
import { KindMark, kinds } from './kinds.tsx'
import { MomentEditor } from './moment-editor.tsx'
import { momentInWords } from './moment-words.ts'
import { spentKey } from './spent-key.ts'
import { useWatching } from './watching.ts'

interface Props {
  readonly durationMs: number
  readonly places: Clip['grants']
}

export function ComposerForm({ durationMs, places }: Props) {
  const { composer, player, talk, selectedId } = useWatching()
  const field = useRef<HTMLTextAreaElement>(null)
  const [isRestored] = useState(() => composer.draft.peek().savedAt !== undefined)
  const [refusal, setRefusal] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const draft = composer.draft.value
  const place = places.find(({ cohort }) => cohort.id === draft.cohortId) ?? places[0]

  // Before anything else is typed: those keys would be shortcuts.
  useLayoutEffect(() => {
    // Words from an earlier visit are there to be seen, not in the way of who came to watch.
    if (isRestored && player.timeMs.peek() === 0) return
    field.current?.focus({ preventScroll: true })
    // The moment, the words and the buttons, all of them.
    field.current?.form?.scrollIntoView({ block: innerWidth < 960 ? 'start' : 'nearest' })
  }, [isRestored, player])

  const post = async () => {
    if (isBusy || !place) return
    if (draft.body.trim() === '') {
      field.current?.focus()
      return
    }
    setBusy(true)
    setRefusal(undefined)
    const { kind, body, clientKey, startMs, endMs, cutNo } = draft
    try {
      const thread = await talk.start({
        cohortId: place.cohort.id,
        kind,
        body: body.trim(),
        clientKey,
        ...(startMs !== null && { startMs }),
        ...(endMs !== null && { endMs }),
        ...(cutNo !== undefined && { cutNo }),
      })
      composer.clear()
      selectedId.value = thread.id
      say(t('composer.posted', { moment: momentInWords(thread) }))
      document.getElementById('play')?.focus({ preventScroll: true })
    } catch (error) {
      if (error instanceof ApiProblem && spentKey(error)) composer.change({ clientKey: randomKey() })
      setRefusal(error)
      setBusy(false)
    }
  }
  const close = () => {
    composer.close()
    document.getElementById('play')?.focus({ preventScroll: true })
  }

  return (
    <form
      class="composer"
      aria-labelledby="composer-title"
      onSubmit={(event) => {
        event.preventDefault()
        void post()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void post()
        else if (event.key === 'Escape') close()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <h2 id="composer-title">{t('composer.title')}</h2>
      {isRestored && draft.savedAt && (
        <p class="hint">{t('composer.restored', { when: whenInWords(draft.savedAt) })}</p>
      )}
      <MomentEditor durationMs={durationMs} />
      <RadioChips
        legend={t('composer.kind')}
        value={draft.kind}
        options={kinds.map((kind) => ({
          value: kind,
          label: (
            <>
              <KindMark kind={kind} />
              {t(`kind.${kind}-i`)}
            </>
          ),
        }))}
        onChoose={(kind) => composer.change({ kind })}
      />
      {places.length > 1 && (
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
        {t('composer.words')}
      </label>
      <textarea
        id="composer-words"
        ref={field}
        rows={4}
        maxLength={10_000}
        value={draft.body}
        placeholder={t(`kind.${draft.kind}-prompt`)}
        onInput={({ currentTarget }) => composer.change({ body: currentTarget.value })}
      />
      {refusal !== undefined && (
        <Notice tone="danger" urgent title={t('composer.not-sent')}>
          <p>{refusal instanceof Unreachable ? t('composer.unreachable') : problemWords(refusal)}</p>
        </Notice>
      )}
      <div class="actions">
        <Button look="primary" type="submit" busy={isBusy}>
          {refusal === undefined ? t('composer.post') : t('composer.post-again')}
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
            }}
          >
            {t('composer.throw-away')}
          </Button>
        )}
        {place && <p class="hint">{t('composer.who', { cohort: place.cohort.name })}</p>}
      </div>
    </form>
  )
}
