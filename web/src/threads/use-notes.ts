import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useMemo } from 'preact/hooks'
import type { KeepNote, Note } from '../../../src/threads/note-schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import type { Said } from '../offline/post-state.ts'
import { sayOrQueue } from '../offline/say-or-queue.ts'
import { notesQuery } from './notes-query.ts'
import { inClipOrder } from './thread-order.ts'

/** What can be done with one's own notes on a clip. Each rejects where it did not work. */
export interface Notes {
  /** Without a connection it is queued. */
  keep(note: KeepNote): Promise<Said<Note>>
  edit(noteId: string, body: string): Promise<void>
  remove(noteId: string): Promise<void>
}

export function useNotes(clipId: string, cutNo: number): Notes {
  const client = useQueryClient()
  const { id: personId } = useMe()
  return useMemo(() => {
    const { queryKey } = notesQuery(clipId, cutNo)
    const change = async (changed: (notes: readonly Note[]) => readonly Note[]) => {
      // What is on its way was asked for before.
      await client.cancelQueries({ queryKey })
      client.setQueryData<readonly Note[]>(queryKey, (notes) => notes && changed(notes))
      void client.invalidateQueries({ queryKey })
    }
    return {
      async keep({ clientKey, ...said }) {
        const outcome = await sayOrQueue<Note>(clipId, personId, { what: 'note', said }, clientKey)
        if ('queued' in outcome) return outcome
        const kept = outcome.posted
        await change((notes) => [...notes.filter(({ id }) => id !== kept.id), kept].toSorted(inClipOrder))
        return outcome
      },
      async edit(noteId, body) {
        const edited = await call<Note>(`/api/v1/notes/${noteId}`, { method: 'PATCH', body: { body } })
        await change((notes) => notes.map((note) => (note.id === noteId ? edited : note)))
      },
      async remove(noteId) {
        await call(`/api/v1/notes/${noteId}`, { method: 'DELETE' })
        await change((notes) => notes.filter(({ id }) => id !== noteId))
      },
    }
  }, [client, clipId, cutNo, personId])
}

const none: readonly Note[] = []

export function useMyNotes(clipId: string, cutNo: number, enabled: boolean) {
  const { data = none, ...query } = useQuery({ ...notesQuery(clipId, cutNo), enabled })
  return { notes: data, isPending: query.isPending, error: query.error, refetch: query.refetch }
}
