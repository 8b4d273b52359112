import type { FunctionComponent } from 'preact'
import { later } from '../parts/later.tsx'

type Writing = typeof import('./writing-parts.ts').writingParts

const part = <Props extends object>(choose: (parts: Writing) => FunctionComponent<Props>) =>
  later(async () => choose((await import('./writing-parts.ts')).writingParts), 'talk')

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
