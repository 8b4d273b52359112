import type { Cut } from '../../../src/clips/cut-schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import type { CutDraft } from './cut-draft.ts'
import { hidesTheSame } from './hidden.ts'
import { isSame } from './part.ts'

interface MakeWords {
  /** On the button. */
  readonly label: string
  /** Said once it is so. */
  readonly done: string
  /** What it means for now, before it is done. */
  readonly meanwhile?: string
  /** What is asked first. */
  readonly ask?: { readonly words: readonly string[]; readonly action: string }
}

/** What comes of it when what is wanted is done: another cut, or only another end for the recording. */
export function makeWords(draft: CutDraft, standing: Cut, state: Clip['state']): MakeWords {
  const { part, hidden, original } = draft
  const hidesAsBefore = hidesTheSame(hidden, standing.redactions)
  if (hidden.length === 0 && hidesAsBefore) {
    return { label: t('cut.action'), done: t('cut.begun'), meanwhile: t('cut.meanwhile') }
  }
  if (hidesAsBefore && isSame(part, standing)) {
    if (original === 'seal') return { label: t('hide.keep-sealed'), done: t('hide.is-sealed') }
    const happens = state === 'ready' ? 'hide.ask-now' : 'hide.to-be-destroyed'
    return {
      ...{ label: t('hide.destroy-now'), done: t(state === 'ready' ? 'hide.destroyed' : happens) },
      ask: { words: [t(happens), t('hide.ask-never')], action: t('hide.destroy-now') },
    }
  }
  const words = { label: t('hide.make'), done: t('hide.begun'), meanwhile: t('hide.meanwhile') }
  if (hidden.length === 0 || original === 'seal') return words
  return {
    ...words,
    ask: { words: [t('hide.ask-first'), t('hide.ask-never')], action: t('hide.make-and-destroy') },
  }
}
