import type { Note } from '../../../src/threads/note-schemas.ts'
import { fetchAll } from '../api/paged.ts'

/** All of one's own notes and markers on a cut of a clip, in clip order. */
export const notesQuery = (clipId: string, cutNo: number) => ({
  queryKey: ['notes', clipId, cutNo],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<readonly Note[]> =>
    fetchAll<Note>(`/api/v1/clips/${clipId}/notes`, signal),
})
