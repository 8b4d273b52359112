import { useRef, useState } from 'preact/hooks'
import type { CaptionsList, Cue } from '../../../src/captions/schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Form } from '../parts/form.tsx'
import { sayAloud } from '../parts/status.tsx'
import { LineFields } from './line-fields.tsx'
import { cueOf, lineAfter, lineOf, wrongIn } from './lines.ts'
import { refusalWords } from './refusal-words.ts'

interface Props {
  readonly clip: Clip
  readonly language: CaptionsList['items'][number]['language']
  readonly cues: readonly Cue[]
  readonly onSaved: (list: CaptionsList) => void
  readonly onCancel: () => void
}

const atOnce = 50

/** Captions as a list of lines, each with its times and words; saved together. */
export function LineEditor({ clip, language, cues, onSaved, onCancel }: Props) {
  const [lines, setLines] = useState(() =>
    cues.length > 0 ? cues.map(lineOf) : [lineAfter(undefined, clip.durationMs ?? 0)],
  )
  const [shown, setShown] = useState(atOnce)
  const list = useRef<HTMLOListElement>(null)
  const focus = (key: number) =>
    requestAnimationFrame(() => document.getElementById(`line-${key}-text`)?.focus())
  const add = (at: number) => {
    const line = lineAfter(lines[at], clip.durationMs ?? 0)
    setLines(lines.toSpliced(at + 1, 0, line))
    setShown(Math.max(shown, at + 2))
    focus(line.key)
  }
  const remove = (at: number) => {
    setLines(lines.toSpliced(at, 1))
    sayAloud(t('captions.line-removed'))
    const next = lines[at + 1] ?? lines[at - 1]
    if (next) focus(next.key)
  }
  const save = async () =>
    onSaved(
      await call<CaptionsList>(`/api/v1/clips/${clip.id}/captions/${language}`, {
        method: 'PUT',
        body: { cues: lines.flatMap(cueOf), cutNo: clip.cutNo },
      }),
    )
  return (
    <Form
      action={t('captions.save')}
      send={save}
      check={() =>
        wrongIn(lines, clip.durationMs ?? 0).map(({ field, key, number }) => ({
          field,
          text: t(key, { number }),
        }))
      }
      refusalWords={refusalWords}
      beside={<Button onClick={onCancel}>{t('cancel')}</Button>}
    >
      <p class="hint">{t('captions.edit-hint')}</p>
      <ol class="line-editor" ref={list}>
        {lines.slice(0, shown).map((line, at) => (
          <li key={line.key}>
            <LineFields
              line={line}
              number={at + 1}
              language={language}
              onChange={(changes) => setLines(lines.with(at, { ...line, ...changes }))}
            />
            <div class="line-tools">
              <IconButton
                icon="plus"
                label={t('captions.line-add', { number: at + 1 })}
                onClick={() => add(at)}
              />
              <IconButton
                icon="close"
                label={t('captions.line-remove', { number: at + 1 })}
                onClick={() => remove(at)}
              />
            </div>
          </li>
        ))}
      </ol>
      {lines.length > shown && (
        <Button onClick={() => setShown(shown + atOnce)}>
          {t('captions.more', { count: lines.length - shown })}
        </Button>
      )}
      {lines.length === 0 && (
        <Button icon="plus" onClick={() => add(-1)}>
          {t('captions.line-first')}
        </Button>
      )}
    </Form>
  )
}
