import { useQuery } from '@tanstack/preact-query'
import { useRoute } from 'preact-iso'
import { isNotHere } from '../api/problem.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { PackNotHere } from './pack-not-here.tsx'
import { packQuery } from './pack-queries.ts'
import { Projector } from './projector.tsx'

export function ProjectorPage() {
  const { assignmentId = '' } = useRoute().params
  const pack = useQuery(packQuery(assignmentId.toLowerCase()))
  const { data, error } = pack
  if (error && isNotHere(error)) return <PackNotHere />
  if (data) return <Projector key={assignmentId} pack={data} onTrouble={() => void pack.refetch()} />
  if (error) return <Trouble error={error} onRetry={() => void pack.refetch()} />
  return <Loading />
}
