import { useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { forgetPack, keepPack } from '../browser/kept-pack.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { PackNotHere } from './pack-not-here.tsx'
import { packQuery } from './pack-queries.ts'
import { PackView } from './pack-view.tsx'

/** What goes to the room: chosen and put in order on the screen, and printed. */
export function PackPage() {
  const { id: personId } = useMe()
  const { assignmentId = '' } = useRoute().params
  const pack = useQuery(packQuery(assignmentId.toLowerCase()))
  const { data, error } = pack
  useEffect(() => {
    if (data) keepPack(personId, data)
  }, [personId, data])
  const isGone = error !== null && isNotHere(error)
  useEffect(() => {
    if (isGone) forgetPack()
  }, [isGone])
  if (isGone) return <PackNotHere />
  // What came before a connection was lost is as good as it was.
  if (data) return <PackView key={assignmentId} pack={data} />
  if (error) return <Trouble error={error} onRetry={() => void pack.refetch()} />
  return <Loading />
}
