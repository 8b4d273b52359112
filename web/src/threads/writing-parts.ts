import { ClusterItems } from './cluster-items.tsx'
import { ComposerForm } from './composer-form.tsx'
import { EditForm } from './edit-form.tsx'
import { FilterChoices } from './filter-choices.tsx'
import { PostedBar } from './posted-bar.tsx'
import { Removal } from './removal.tsx'
import { ReplyForm } from './reply-form.tsx'

/** What `writing.ts` fetches in one piece. */
export const writingParts = {
  ClusterItems,
  ComposerForm,
  EditForm,
  FilterChoices,
  PostedBar,
  Removal,
  ReplyForm,
}
