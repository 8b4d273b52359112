import { useState } from 'preact/hooks'
import type { StartThread } from '../../../src/threads/schemas.ts'
import { ApiProblem } from '../api/problem.ts'
import { randomKey } from '../browser/random-key.ts'
import { t } from '../messages/messages.ts'
import { say, sayAloud } from '../parts/status.tsx'
import { backToPlayer } from './begin-writing.ts'
import type { Draft } from './draft.ts'
import { momentInWords } from './moment-words.ts'
import { spentKey } from './spent-key.ts'
import type { Mentioning } from './use-mentioning.ts'
import { useWatching } from './watching.ts'

interface PostPlace {
  readonly cohortId: StartThread['cohortId'] | undefined
  readonly stageId: StartThread['stageId']
}

/** Sends what is in the composer, and puts what was sent where it can be taken back for a moment. */
export function usePost(kind: Draft['kind'], { cohortId, stageId }: PostPlace, mentioning: Mentioning) {
  const watching = useWatching()
  const { composer, talk, notes, selectedId, posted } = watching
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()

  /** Answers nothing where it waits for a connection. */
  const send = async (draft: Draft) => {
    const { clientKey, startMs, endMs, cutNo, region } = draft
    const body = draft.body.trim()
    const moment = {
      ...(startMs !== null && { startMs }),
      ...(endMs !== null && { endMs }),
      ...(cutNo !== undefined && { cutNo }),
    }
    if (kind === 'note' || cohortId === undefined) {
      const outcome = await notes.keep({ ...moment, ...(body !== '' && { body }), clientKey })
      if ('queued' in outcome) return
      const note = outcome.posted
      return { id: note.id, words: t('composer.kept'), undo: () => notes.remove(note.id) }
    }
    const place = startMs !== null && region && { region }
    const mentions = mentioning.idsIn(body)
    const where = { cohortId, ...(stageId && { stageId }) }
    const outcome = await talk.start({ ...where, kind, body, mentions, clientKey, ...moment, ...place })
    if ('queued' in outcome) return
    const thread = outcome.posted
    const words = t('composer.posted', { moment: momentInWords(thread) })
    return { id: thread.id, words, undo: () => talk.takeBack(thread.id) }
  }

  const post = async () => {
    if (isBusy) return
    setBusy(true)
    setRefusal(undefined)
    const draft = composer.draft.peek()
    try {
      const sent = await send(draft)
      composer.clear()
      // The next words are for the others again, unless that is chosen anew.
      if (kind === 'note') composer.change({ kind: 'notice' })
      backToPlayer(watching)
      if (!sent) {
        say(t('composer.queued'))
        return
      }
      const { id, words, undo } = sent
      selectedId.value = id
      posted.value = {
        words,
        async undo() {
          await undo()
          // The words come back, under a key that no server has seen.
          const { savedAt: _, ...was } = draft
          composer.change({ ...was, clientKey: randomKey() })
          composer.isOpen.value = true
        },
      }
      // Who sees it sees it where it can be taken back.
      sayAloud(words)
    } catch (error) {
      if (error instanceof ApiProblem && spentKey(error)) composer.change({ clientKey: randomKey() })
      mentioning.lookAgain(error)
      setRefusal(error)
      setBusy(false)
    }
  }
  return { isBusy, refusal, post }
}
