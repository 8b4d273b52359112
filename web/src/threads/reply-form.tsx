import type { Thread } from '../../../src/threads/schemas.ts'
import { ApiProblem } from '../api/problem.ts'
import { randomKey } from '../browser/random-key.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { say } from '../parts/status.tsx'
import { mayAnswer } from '../stages/turns.ts'
import { begunWith, type Move, ReplyStarters } from './reply-starters.tsx'
import { spentKey } from './spent-key.ts'
import { useMentioning } from './use-mentioning.ts'
import { useReply } from './use-reply.ts'
import { useWatching } from './watching.ts'
import { WordsForm } from './words-form.tsx'

/** An answer in a thread. It is kept in the browser until it is sent, and sent once. */
export function ReplyForm({ thread }: { readonly thread: Thread }) {
  const { clipId, stages, talk, replyingTo, personId } = useWatching()
  const { reply, change, forget } = useReply(personId, thread.id)
  const mentioning = useMentioning(thread.cohortId, reply.mentions ?? [], (mentions) =>
    change((now) => ({ ...now, mentions })),
  )
  const start = (move: Move) => {
    change((now) => ({ ...now, body: begunWith(now.body, move) }))
    document.querySelector<HTMLElement>(`#thread-${thread.id} textarea`)?.focus()
    if (!move.brings || thread.brought.mine) return
    talk.setBrought(thread.id, true).then(
      () => say(t('starter.lifted')),
      (refusal) => say(problemWords(refusal)),
    )
  }
  const cancel = () => {
    replyingTo.value = undefined
    document.getElementById(`thread-${thread.id}`)?.focus({ preventScroll: true })
  }
  const assignment = stages.value.find(({ cohort }) => cohort.id === thread.cohortId)
  if (assignment && !mayAnswer(assignment, clipId, personId)) {
    return (
      <Notice urgent actions={<Button onClick={cancel}>{t('close')}</Button>}>
        <p>{t('thread.no-answers')}</p>
      </Notice>
    )
  }
  return (
    <WordsForm
      label={t('thread.reply-label', { name: thread.comments[0]?.author.name ?? '' })}
      words={reply.body}
      action={t('thread.reply-send')}
      mentioning={mentioning}
      above={mentioning.facilitates && <ReplyStarters onStart={start} />}
      onWords={(body) => change((now) => ({ ...now, body }))}
      onSend={async () => {
        const words = { body: reply.body.trim(), mentions: mentioning.idsIn(reply.body) }
        let outcome: Awaited<ReturnType<typeof talk.reply>>
        try {
          outcome = await talk.reply(thread, words, reply.clientKey)
        } catch (error) {
          if (error instanceof ApiProblem && spentKey(error))
            change((now) => ({ ...now, clientKey: randomKey() }))
          throw error
        }
        forget()
        replyingTo.value = undefined
        document.getElementById(`thread-${thread.id}`)?.focus({ preventScroll: true })
        say(t('posted' in outcome ? 'thread.replied' : 'composer.queued'))
      }}
      onCancel={cancel}
    />
  )
}
