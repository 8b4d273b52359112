import { useState } from 'preact/hooks'
import type { Comment } from '../../../src/threads/schemas.ts'
import { t } from '../messages/messages.ts'
import { say } from '../parts/status.tsx'
import { useWatching } from './watching.ts'
import { WordsForm } from './words-form.tsx'

export function EditForm({ comment, onDone }: { readonly comment: Comment; readonly onDone: () => void }) {
  const { talk } = useWatching()
  const [words, setWords] = useState(comment.body ?? '')
  return (
    <WordsForm
      label={t('comment.edit-aloud')}
      words={words}
      action={t('comment.save')}
      onWords={setWords}
      onSend={async () => {
        if (words.trim() !== comment.body) await talk.edit(comment.id, words.trim())
        onDone()
        say(t('comment.saved'))
      }}
      onCancel={onDone}
    />
  )
}
