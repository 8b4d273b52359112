import { useState } from 'preact/hooks'
import type { PersonName } from '../../../src/identity/schemas.ts'
import { t } from '../messages/messages.ts'
import { say } from '../parts/status.tsx'
import { useMentioning } from './use-mentioning.ts'
import { WordsForm } from './words-form.tsx'

interface Props {
  readonly label: string
  readonly body: string
  /** Whom the words mention; with the cohort whose members they can. Neither in a note. */
  readonly mentioned?: readonly PersonName[]
  readonly cohortId?: string
  readonly onSave: (words: string, mentioned: PersonName['id'][]) => Promise<void>
  readonly onDone: () => void
}

/** A change of one's own words. */
export function EditForm({ label, body, mentioned = [], cohortId, onSave, onDone }: Props) {
  const [words, setWords] = useState(body)
  const [chosen, setChosen] = useState(mentioned)
  const mentioning = useMentioning(cohortId, chosen, setChosen)
  return (
    <WordsForm
      label={label}
      words={words}
      action={t('comment.save')}
      mentioning={cohortId === undefined ? undefined : mentioning}
      onWords={setWords}
      onSend={async () => {
        if (words.trim() !== body) await onSave(words.trim(), mentioning.idsIn(words))
        onDone()
        say(t('comment.saved'))
      }}
      onCancel={onDone}
    />
  )
}
