import { useWatching } from '../threads/watching.ts'
import type { Assignment } from './stages-query.ts'
import { useOpening } from './use-opening.ts'
import { useTurns } from './use-turns.ts'

interface Props {
  readonly assignments: readonly Assignment[]
  /** Lets colleagues’ words into the list. */
  readonly onLetIn: () => void
  /** When the comments were last fetched. */
  readonly asOf: Date
}

/** Shows nothing: it sees to it that what opens and closes is seen to, whatever else is shown. */
export function FollowStages({ assignments, onLetIn, asOf }: Props) {
  const { clipId } = useWatching()
  useTurns(clipId, assignments)
  useOpening(clipId, assignments, onLetIn, asOf)
  return null
}
