import { forget, keptAt, prefix, readKept } from '../browser/kept.ts'
import { allStored, changeStored } from '../browser/stored.ts'
import type { KeptDraft } from '../threads/draft.ts'
import { keptUploads } from '../upload/kept-uploads.ts'
import { forgetRecordingsBefore, forgetRecordingsOf } from './kept-recordings.ts'
import type { Post } from './post-state.ts'

/** So long words wait for their author on a device that others may use, too. */
const longestMs = 30 * 86_400_000

export interface Kept {
  readonly drafts: number
  readonly posts: number
  readonly uploads: number
}

/** How much of a person's is kept in this browser. */
export async function keptOf(personId: string): Promise<Kept> {
  const own = (of: { readonly personId: string }) => of.personId === personId
  return {
    drafts:
      [...(await allStored<KeptDraft<unknown>>('drafts')).values()].filter(own).length +
      Object.keys(readKept<object>(`about.${personId}`) ?? {}).length,
    posts: [...(await allStored<Post>('posts')).values()].filter(own).length,
    uploads: keptUploads(personId).filter(({ isSent }) => isSent !== true).length,
  }
}

/** Throws away all that this browser keeps of a person. */
export async function forgetKept(personId: string): Promise<void> {
  await forgetWhere((of) => of.personId === personId)
  await forgetRecordingsOf(personId)
  for (const name of names()) if (name.includes(personId)) forget(name)
}

/** What nobody came back to. */
export async function forgetOld(now: number): Promise<void> {
  const before = now - longestMs
  await forgetWhere((of) => Date.parse('savedAt' in of ? of.savedAt : of.writtenAt) < before)
  await forgetRecordingsBefore(before)
  for (const name of names()) {
    if (name.endsWith(keptAt) && Date.parse(localStorage.getItem(prefix + name) ?? '') < before) {
      forget(name.slice(0, -keptAt.length))
    }
  }
}

async function forgetWhere(isOver: (of: KeptDraft<unknown> | Post) => boolean): Promise<void> {
  for (const store of ['drafts', 'posts'] as const) {
    for (const [key, of] of await allStored<KeptDraft<unknown> | Post>(store)) {
      if (isOver(of)) await changeStored(store, key, () => undefined)
    }
  }
}

/** Of all small things that are kept. */
function names(): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
  } catch {
    return []
  }
}
