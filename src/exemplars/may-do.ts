import type { PersonId } from '../platform/ids.ts'
import type { Exemplar } from './schemas.ts'

interface Facts {
  readonly viewerId: PersonId
  readonly nominatedBy: PersonId
  readonly state: Exemplar['state']
  readonly isOwn: boolean
  readonly isInAudience: boolean
  readonly isSharedWithThem: boolean
  /** They curate somewhere here. */
  readonly curates: boolean
  /** They facilitate a cohort. */
  readonly facilitates: boolean
}

/** What somebody who sees an exemplar may do with it now. */
export function mayDo(facts: Facts): Exemplar['can'] {
  const { viewerId, nominatedBy, state, isOwn, isInAudience, isSharedWithThem, curates } = facts
  const watches = isOwn || isInAudience || isSharedWithThem
  const stands = state === 'agreed' || state === 'published'
  return {
    answer: isOwn && (state === 'asked' || stands),
    end: isOwn && stands,
    takeBack: state === 'asked' && nominatedBy === viewerId,
    publish: state === 'agreed' && curates && watches,
    unpublish: state === 'published' && (isOwn || (curates && watches)),
    edit: stands && (isOwn || (curates && watches)),
    thank: state === 'published' && isInAudience && !isOwn,
    use: state === 'published' && isInAudience && !isOwn && facts.facilitates,
  }
}
