import { useState } from 'preact/hooks'
import { keep, readKept } from '../browser/kept.ts'
import { type MessageKey, t } from '../messages/messages.ts'

export interface Move {
  readonly name: MessageKey
  /** What it does. */
  readonly hint: MessageKey
  /** How an answer that does it begins. */
  readonly words: MessageKey
  /** The thread is brought to the meeting, too. */
  readonly brings?: true
}

const moves: readonly Move[] = [
  { name: 'starter.orient', hint: 'starter.orient-hint', words: 'starter.orient-words' },
  { name: 'starter.press', hint: 'starter.press-hint', words: 'starter.press-words' },
  { name: 'starter.evidence', hint: 'starter.evidence-hint', words: 'starter.evidence-words' },
  { name: 'starter.connect', hint: 'starter.connect-hint', words: 'starter.connect-words' },
  { name: 'starter.lift', hint: 'starter.lift-hint', words: 'starter.lift-words', brings: true },
  { name: 'starter.stand-back', hint: 'starter.stand-back-hint', words: 'starter.stand-back-words' },
]

/** What somebody who facilitates can do with a colleague’s words: sentences that only have to be gone on with. */
export function ReplyStarters({ onStart }: { readonly onStart: (move: Move) => void }) {
  const [isOpen] = useState(() => readKept<boolean>('starters') ?? true)
  return (
    <details
      class="starters"
      open={isOpen}
      onToggle={({ currentTarget }) => keep('starters', currentTarget.open)}
    >
      <summary>{t('starters.title')}</summary>
      <ul>
        {moves.map((move) => (
          <li key={move.name}>
            <button type="button" onClick={() => onStart(move)}>
              <strong>{t(move.name)}</strong> <span>{t(move.hint)}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Words with a move’s beginning before them. One that was not gone on with makes room for the next. */
export function begunWith(words: string, move: Move): string {
  const isBare = moves.some((other) => words.trim() === t(other.words))
  return `${t(move.words)} ${isBare ? '' : words.trim()}`
}
