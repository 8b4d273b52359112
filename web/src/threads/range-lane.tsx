import type { Thread } from '../../../src/threads/schemas.ts'
import { layRanges } from './lay-ranges.ts'
import { useWatching } from './watching.ts'

interface Props {
  readonly threads: readonly Thread[]
  readonly durationMs: number
}

/**
 * Bars for what is said about a part of the clip. Only for the eye and the pointer: the marker at the start of each, and
 * the list, say and do the same.
 */
export function RangeLane({ threads, durationMs }: Props) {
  const { select, selectedId } = useWatching()
  const ranges = threads.flatMap((thread) =>
    thread.startMs === null || thread.endMs === null
      ? []
      : [{ id: thread.id, startMs: thread.startMs, endMs: thread.endMs, thread }],
  )
  const laid = layRanges(ranges)
  if (laid.length === 0 || durationMs <= 0) return null
  const rows = Math.max(...laid.map(({ row }) => row)) + 1
  return (
    <div class="range-lane" aria-hidden="true" style={{ '--rows': String(rows) }}>
      {laid.map(({ range: { thread, startMs, endMs }, row }) => (
        <button
          key={thread.id}
          type="button"
          tabIndex={-1}
          class={`bar kind-${thread.kind}${selectedId.value === thread.id ? ' selected' : ''}`}
          style={{
            left: `${(startMs / durationMs) * 100}%`,
            width: `${((Math.min(endMs, durationMs) - startMs) / durationMs) * 100}%`,
            '--row': String(row),
          }}
          onClick={() => select(thread)}
        />
      ))}
    </div>
  )
}
