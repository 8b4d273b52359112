import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { InviteToCohort } from '../../../src/cohorts/invitation-schemas.ts'
import { call } from '../api/call.ts'
import { ApiProblem, Unreachable } from '../api/problem.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { invitationsQuery } from './cohort-query.ts'
import { readAddresses } from './read-addresses.ts'

/** What became of one line. */
export interface Outcome {
  readonly line: string
  /** Why it was not invited; undefined where it was. */
  readonly refused: string | undefined
}

type Terms = Pick<InviteToCohort, 'part' | 'words'>

/** Invites all that was pasted, one after the other, and tells what became of each. */
export function useInviting(cohortId: string) {
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const invite = async (text: string, terms: Terms): Promise<readonly Outcome[]> => {
    const { invitees, wrong } = readAddresses(text)
    const done: Outcome[] = wrong.map((line) => ({ line, refused: t('invite.no-address') }))
    let stopped: string | undefined
    for (const { line, email, name } of invitees) {
      const refused =
        stopped ??
        (await call(`/api/v1/cohorts/${cohortId}/invitations`, {
          method: 'POST',
          body: { email, name, ...terms },
        }).then(
          () => undefined,
          (error: unknown) => {
            // The next ones would be refused for the same reason.
            if (concernsAll(error)) stopped = problemWords(error)
            return wordsFor(error)
          },
        ))
      done.push({ line, refused })
      setOutcomes([...done])
    }
    setOutcomes(done)
    await client.invalidateQueries({ queryKey: invitationsQuery(cohortId).queryKey })
    return done
  }
  return { outcomes, invite }
}

const concernsAll = (error: unknown): boolean =>
  error instanceof Unreachable ||
  (error instanceof ApiProblem &&
    ['too-many-requests', 'not-found', 'forbidden', 'cohort-closed'].includes(error.code))

const wordsFor = (error: unknown): string =>
  error instanceof ApiProblem && error.code === 'invalid' ? t('invite.no-address') : problemWords(error)
