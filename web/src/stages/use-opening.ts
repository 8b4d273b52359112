import { useQueryClient } from '@tanstack/preact-query'
import { useEffect, useRef, useState } from 'preact/hooks'
import { threadsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { say } from '../parts/status.tsx'
import type { Assignment } from './stages-query.ts'
import { sealOf } from './turns.ts'

/**
 * Shows what colleagues wrote as soon as a seal opens. After one's own post the focus goes there, for that is what the
 * post was for; where the time came it stays with what is being done.
 */
export function useOpening(
  clipId: string,
  assignments: readonly Assignment[],
  onLetIn: () => void,
  asOf: Date,
): void {
  const client = useQueryClient()
  const sealed = new Map(
    assignments.flatMap((assignment) => {
      const seal = sealOf(assignment)
      return seal ? [[seal.id, seal] as const] : []
    }),
  )
  const before = useRef(sealed)
  const [opening, setOpening] = useState<{ readonly at: number; readonly isOwn: boolean }>()

  useEffect(() => {
    const stages = assignments.flatMap((assignment) => assignment.stages)
    const opened = [...before.current.keys()].filter((id) => !sealed.has(id))
    before.current = sealed
    if (opened.length === 0) return
    const isOwn = stages.some(({ id, mine }) => opened.includes(id) && mine.posts > 0)
    setOpening({ at: Date.now(), isOwn })
    void client.invalidateQueries({ queryKey: threadsQuery(clipId).queryKey })
  }, [client, clipId, assignments])

  useEffect(() => {
    if (!opening || asOf.getTime() < opening.at) return
    setOpening(undefined)
    onLetIn()
    say(t('seal.opened'))
    if (opening.isOwn) document.getElementById('threads-title')?.focus()
  }, [opening, asOf])
}
