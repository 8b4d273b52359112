import type { HeldCohort } from '../cohorts/hold-cohort.ts'
import type { PersonId } from '../platform/ids.ts'
import { malformed } from '../platform/problems.ts'
import { needsPresenter, type ProtocolStage } from './stages.ts'

interface Choice {
  readonly cohort: Pick<HeldCohort, 'members'>
  readonly stages: readonly Pick<ProtocolStage, 'whoPosts'>[]
  readonly named: PersonId | null | undefined
  readonly firstOwner: PersonId | undefined
}

/** Who presents: a member; where the protocol needs somebody and nobody is named, the owner of the first clip. */
export function choosePresenter({ cohort, stages, named, firstOwner }: Choice): PersonId | null {
  const isMember = (id: PersonId) => cohort.members.some(({ personId }) => personId === id)
  if (named)
    return isMember(named) ? named : malformed('not-in-cohort', 'Who presents has to be in the cohort.')
  if (!needsPresenter(stages)) return null
  if (firstOwner && isMember(firstOwner)) return firstOwner
  return malformed('presenter-missing', 'This protocol needs somebody who presents. Please say who.')
}
