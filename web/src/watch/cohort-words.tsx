import type { ComponentChildren } from 'preact'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'

interface Props {
  readonly name: string
  readonly cohort: Cohort | undefined
  readonly ownerId: string | undefined
  readonly children?: ComponentChildren
}

/** A cohort with the names of who is in it. The owner goes without saying. */
export function CohortWords({ name, cohort, ownerId, children }: Props) {
  const names = cohort?.members.filter(({ id }) => id !== ownerId).map((member) => member.name)
  return (
    <div>
      <p class="cohort-name">{name}</p>
      {names && <p class="hint">{names.length > 0 ? listInWords(names) : t('sharing.empty-cohort')}</p>}
      {children}
    </div>
  )
}
