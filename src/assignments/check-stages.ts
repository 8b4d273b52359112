import { malformed } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import type { WriteProtocol } from './protocol-schemas.ts'
import type { ProtocolStage } from './stages.ts'

/**
 * The stages of a cohort's own protocol, as they are kept. Refuses with 400 what could never be gone through: a window
 * that ends before it begins, a stage that asks for words of no kind, a seal that some could not open.
 */
export function checkStages(stages: WriteProtocol['stages']): ProtocolStage[] {
  if (!stages.some(({ whoPosts }) => whoPosts !== 'nobody')) {
    malformed('nobody-posts', 'In one stage at least somebody has to post.')
  }
  return stages.map((stage, at) => {
    const { name, prompt, whoPosts, gate, anchor, kinds, opensPct, closesPct } = stage
    const which = `Stage ${at + 1}`
    if (closesPct <= opensPct) malformed('bad-window', `${which} has to open before it closes.`)
    const isQuiet = whoPosts === 'nobody'
    const isReply = anchor === 'reply only'
    if (!isQuiet && !isReply && kinds.length === 0) {
      malformed('kind-missing', `${which} has to ask for at least one kind of words.`)
    }
    if (isReply && at === 0)
      malformed('nothing-to-answer', 'In the first stage there is nothing to answer yet.')
    if (gate === 'own post first' && (whoPosts !== 'all' || isReply)) {
      malformed(
        'seal-for-all',
        `${which} is sealed, so everybody has to be able to begin with words of their own.`,
      )
    }
    if (gate === 'after previous' && at === 0) malformed('no-previous', 'The first stage has none before it.')
    const words = (text: string) => ({ en: trimmed(text), es: trimmed(text) })
    return {
      ...stage,
      ...{ key: `stage-${at + 1}`, name: words(name), prompt: words(prompt) },
      ...(isQuiet && { gate: 'open', anchor: 'none', minPosts: 0 }),
      kinds: isQuiet || isReply ? [] : kinds,
    }
  })
}
