import { useEffect, useState } from 'preact/hooks'
import type { Cut, CutPage } from '../../../src/clips/cut-schemas.ts'
import { type CutDraft, draftOf, isAsItIs, keepCutDraft, keptCutDraft } from './cut-draft.ts'

/** What is wanted of a clip: it survives a reload, and a page that would end with it asks first. */
export function useCutDraft(clipId: string, standing: Cut, became: CutPage['original']) {
  const { cutNo } = standing
  const [kept] = useState(() => keptCutDraft(clipId, cutNo))
  const [draft, setDraft] = useState(() => kept ?? draftOf(standing, became))
  const [isRestored, setRestored] = useState(kept !== undefined)
  const isUnchanged = isAsItIs(draft, standing, became)
  useEffect(() => {
    keepCutDraft(clipId, cutNo, isUnchanged ? undefined : draft)
  }, [clipId, cutNo, draft, isUnchanged])
  useEffect(() => {
    if (isUnchanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isUnchanged])
  return {
    ...{ draft, isUnchanged, isRestored: isRestored && !isUnchanged },
    change: (next: Partial<CutDraft>) => setDraft((was) => ({ ...was, ...next })),
    reset: () => {
      setRestored(false)
      setDraft(draftOf(standing, became))
    },
  }
}
