import type { FunctionComponent } from 'preact'
import { learn } from '../messages/messages.ts'
import { later } from '../parts/later.tsx'

type Writing = typeof import('./writing-parts.ts').writingParts

/** Whether it is still to come; not once it came, or could not be fetched. Until then who begins to write types into nothing. */
export let isWritingAwaited = true

async function fetchParts(): Promise<Writing> {
  isWritingAwaited = true
  try {
    const [{ writingParts }] = await Promise.all([import('./writing-parts.ts'), learn('talk')])
    return writingParts
  } finally {
    isWritingAwaited = false
  }
}

const part = <Props extends object>(choose: (parts: Writing) => FunctionComponent<Props>) =>
  later(async () => choose(await fetchParts()))

/**
 * All that is written with, what follows from it, and what opens on demand. Who comes to watch need not wait for it: it is fetched once the page
 * has nothing better to do, so that it is there when somebody begins to write.
 */
export const ComposerForm = part((parts) => parts.ComposerForm)
export const ReplyForm = part((parts) => parts.ReplyForm)
export const EditForm = part((parts) => parts.EditForm)
export const Removal = part((parts) => parts.Removal)
export const PostedBar = part((parts) => parts.PostedBar)
export const ClusterItems = part((parts) => parts.ClusterItems)
export const FilterChoices = part((parts) => parts.FilterChoices)

export async function preloadWriting(): Promise<void> {
  await Promise.all(
    [ComposerForm, ReplyForm, EditForm, Removal, PostedBar, ClusterItems, FilterChoices].map((each) =>
      each.preload(),
    ),
  )
}
