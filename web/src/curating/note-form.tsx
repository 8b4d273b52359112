import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { TeachingNote } from '../../../src/exemplars/schemas.ts'
import { useMe } from '../api/me.ts'
import { randomKey } from '../browser/random-key.ts'
import { TimeField } from '../cut/time-field.tsx'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import type { Player } from '../player/player.ts'
import { useDraft } from '../threads/use-draft.ts'

interface Props {
  readonly exemplarId: string
  readonly clip: Clip
  /** The one that is changed; a new one is written where this is left out. */
  readonly edited: TeachingNote | undefined
  readonly player: Player
  /** The player is open: its time can be taken. */
  readonly isPlaying: boolean
  readonly send: (body: object) => Promise<void>
  readonly onDone: () => void
}

interface Note {
  readonly body: string
  readonly startMs: number
  readonly endMs: number | null
  readonly clientKey: string
}

/** A note at a moment, or beside a part: times are typed, or taken from the player. */
export function NoteForm({ exemplarId, clip, edited, player, isPlaying, send, onDone }: Props) {
  const me = useMe()
  const fresh = (): Note => ({ body: '', startMs: 0, endMs: null, clientKey: randomKey() })
  const kept = useDraft(me.id, `teaching-note/${exemplarId}`, fresh)
  const [changed, setChanged] = useState<Note>(() =>
    edited
      ? { body: edited.body, startMs: edited.startMs ?? 0, endMs: edited.endMs, clientKey: '' }
      : fresh(),
  )
  const note = edited ? changed : kept.words
  const change = (part: Partial<Note>) =>
    edited ? setChanged((now) => ({ ...now, ...part })) : kept.change((now) => ({ ...now, ...part }))
  const lengthMs = clip.durationMs ?? 0
  const { body, startMs, endMs, clientKey } = note
  const now = () => Math.round(player.timeMs.peek())
  const submit = async () => {
    const moment = { startMs, ...(endMs !== null && { endMs }), cutNo: clip.cutNo }
    const isMoved = !edited || edited.startMs !== startMs || edited.endMs !== endMs
    await send({ body: body.trim(), ...(isMoved && moment), ...(!edited && { clientKey }) })
    if (!edited) kept.begin(fresh())
    say(t('teaching.saved'))
    onDone()
  }
  return (
    <Form
      label={t(edited ? 'teaching.change' : 'teaching.write')}
      action={t(edited ? 'describe.save' : 'teaching.add')}
      check={() => [
        ...(body.trim() === '' ? [{ field: 'note-body', text: t('teaching.missing') }] : []),
        ...(endMs !== null && endMs <= startMs ? [{ field: 'note-end', text: t('problem.bad-moment') }] : []),
      ]}
      send={submit}
      beside={edited && <Button onClick={onDone}>{t('cancel')}</Button>}
    >
      <TextArea
        label={t('teaching.body')}
        hint={!edited && kept.isRestored ? t('nominate.restored') : undefined}
        {...{ id: 'note-body', maxLength: 2000, rows: 3, value: body }}
        onInput={({ currentTarget }) => change({ body: currentTarget.value })}
      />
      <div class="in-a-row">
        <TimeField
          id="note-start"
          label={t('teaching.from')}
          {...{ ms: startMs, lengthMs }}
          onTime={(startMs) => change({ startMs })}
        />
        {isPlaying && <Button onClick={() => change({ startMs: now() })}>{t('teaching.from-here')}</Button>}
      </div>
      {endMs === null ? (
        <div>
          <Button
            look="quiet"
            onClick={() => change({ endMs: Math.min(lengthMs, Math.max(startMs + 5000, now())) })}
          >
            {t('teaching.make-part')}
          </Button>
        </div>
      ) : (
        <div class="in-a-row">
          <TimeField
            id="note-end"
            label={t('teaching.to')}
            {...{ ms: endMs, lengthMs }}
            onTime={(endMs) => change({ endMs })}
          />
          {isPlaying && <Button onClick={() => change({ endMs: now() })}>{t('teaching.to-here')}</Button>}
          <Button look="quiet" onClick={() => change({ endMs: null })}>
            {t('teaching.moment-only')}
          </Button>
        </div>
      )}
    </Form>
  )
}
