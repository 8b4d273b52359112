import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { TextArea } from '../parts/field.tsx'
import { sayAloud } from '../parts/status.tsx'
import { most, type Question, withQuestion } from './card.ts'

interface Props {
  readonly questions: readonly Question[]
  readonly onQuestions: (questions: readonly Question[]) => void
}

const idOf = (no: number): string => `question-${no}`

/** Questions to talk about, in their order: up and down by buttons, or by Alt with the arrow keys. */
export function QuestionFields({ questions, onQuestions }: Props) {
  /** Where one goes on once it stands where it belongs. */
  const next = useRef<string>()
  useLayoutEffect(() => {
    if (next.current) document.getElementById(next.current)?.focus()
    next.current = undefined
  }, [questions])
  const move = (at: number, by: -1 | 1) => {
    const question = questions[at]
    const to = at + by
    if (!question || to < 0 || to >= questions.length) return
    const order = questions.toSpliced(at, 1)
    order.splice(to, 0, question)
    next.current = idOf(question.no)
    onQuestions(order)
    sayAloud(t('question.moved', { place: to + 1, count: questions.length }))
  }
  const remove = (at: number) => {
    const beside = questions[at + 1] ?? questions[at - 1]
    next.current = beside ? idOf(beside.no) : 'question-add'
    onQuestions(questions.toSpliced(at, 1))
  }
  const add = () => {
    const more = withQuestion(questions)
    next.current = idOf(more.at(-1)?.no ?? 0)
    onQuestions(more)
  }
  return (
    <fieldset class="protocol-choice">
      <legend>{t('exemplar.questions')}</legend>
      {questions.length > 1 && <p class="hint">{t('question.hint')}</p>}
      <ol class="questions">
        {questions.map(({ no, text }, at) => (
          <li
            key={no}
            onKeyDown={(event) => {
              const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined
              if (!event.altKey || by === undefined) return
              event.preventDefault()
              move(at, by)
            }}
          >
            <TextArea
              label={t('question.number', { number: at + 1 })}
              {...{ id: idOf(no), maxLength: 500, rows: 2, value: text }}
              onInput={({ currentTarget }) =>
                onQuestions(
                  questions.map((each) => (each.no === no ? { no, text: currentTarget.value } : each)),
                )
              }
            />
            <div class="actions">
              <IconButton
                icon="up"
                label={t('question.up', { number: at + 1 })}
                disabled={at === 0}
                onClick={() => move(at, -1)}
              />
              <IconButton
                icon="down"
                label={t('question.down', { number: at + 1 })}
                disabled={at === questions.length - 1}
                onClick={() => move(at, 1)}
              />
              <Button
                look="text"
                aria-label={t('question.remove-of', { number: at + 1 })}
                onClick={() => remove(at)}
              >
                {t('question.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      {questions.length < most.questions && (
        <div>
          <Button id="question-add" icon="plus" onClick={add}>
            {t('question.add')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
