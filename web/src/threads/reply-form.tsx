import { useState } from 'preact/hooks'
import type { Thread } from '../../../src/threads/schemas.ts'
import { ApiProblem } from '../api/problem.ts'
import { forget, keep, readKept } from '../browser/kept.ts'
import { randomKey } from '../browser/random-key.ts'
import { t } from '../messages/messages.ts'
import { say } from '../parts/status.tsx'
import { spentKey } from './spent-key.ts'
import { useWatching } from './watching.ts'
import { WordsForm } from './words-form.tsx'

interface Reply {
  readonly body: string
  readonly clientKey: string
}

/** An answer in a thread. It is kept in the browser until it is sent, and sent once. */
export function ReplyForm({ thread }: { readonly thread: Thread }) {
  const { talk, replyingTo, personId } = useWatching()
  const name = `reply.${personId}.${thread.id}`
  const [reply, setReply] = useState<Reply>(
    () => readKept<Reply>(name) ?? { body: '', clientKey: randomKey() },
  )
  const change = (changed: Reply) => {
    setReply(changed)
    if (changed.body.trim() === '') forget(name)
    else keep(name, changed)
  }
  return (
    <WordsForm
      label={t('thread.reply-label', { name: thread.comments[0]?.author.name ?? '' })}
      words={reply.body}
      action={t('thread.reply-send')}
      onWords={(body) => change({ ...reply, body })}
      onSend={async () => {
        try {
          await talk.reply(thread.id, reply.body.trim(), reply.clientKey)
        } catch (error) {
          if (error instanceof ApiProblem && spentKey(error)) change({ ...reply, clientKey: randomKey() })
          throw error
        }
        forget(name)
        replyingTo.value = undefined
        document.getElementById(`thread-${thread.id}`)?.focus({ preventScroll: true })
        say(t('thread.replied'))
      }}
      onCancel={() => {
        replyingTo.value = undefined
        document.getElementById(`thread-${thread.id}`)?.focus({ preventScroll: true })
      }}
    />
  )
}
