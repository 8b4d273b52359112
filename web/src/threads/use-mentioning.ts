import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { PersonName } from '../../../src/identity/schemas.ts'
import { ApiProblem } from '../api/problem.ts'
import { cohortsQuery } from '../api/queries.ts'
import { mentionedIn } from './mentions.ts'
import { useWatching } from './watching.ts'

/** Who can be mentioned where something is written, and who is. */
export interface Mentioning {
  /** The cohort’s others. Nobody, where one is not in it oneself. */
  readonly people: readonly PersonName[]
  readonly facilitates: boolean
  readonly choose: (person: PersonName) => void
  readonly idsIn: (text: string) => PersonName['id'][]
  /** Looks again who is in the cohort, where the server did not find somebody there. */
  readonly lookAgain: (refusal: unknown) => void
}

/** `chosen`: who was chosen for these words so far. */
export function useMentioning(
  cohortId: string | undefined,
  chosen: readonly PersonName[],
  onChosen: (chosen: readonly PersonName[]) => void,
): Mentioning {
  const { personId } = useWatching()
  const client = useQueryClient()
  const { data } = useQuery(cohortsQuery)
  const members = data?.items.find(({ id }) => id === cohortId)?.members
  const people = members?.filter(({ id }) => id !== personId) ?? []
  // Who left, or is in another cohort that was meant before, is not mentioned; unknown members leave that to the server.
  const stillHere = members ? chosen.filter(({ id }) => members.some((member) => member.id === id)) : chosen
  return {
    people,
    facilitates: members?.some(({ id, part }) => id === personId && part === 'facilitator') ?? false,
    choose: ({ id, name }) => onChosen([...chosen.filter((person) => person.id !== id), { id, name }]),
    idsIn: (text) => mentionedIn(text, stillHere, people),
    lookAgain: (refusal) => {
      if (refusal instanceof ApiProblem && refusal.code === 'not-in-cohort') {
        void client.invalidateQueries({ queryKey: cohortsQuery.queryKey })
      }
    },
  }
}
