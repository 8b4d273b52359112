import { useQueryClient } from '@tanstack/preact-query'
import { call } from '../api/call.ts'
import { type Act, useAct } from '../parts/use-act.ts'
import { addressOf, lookAgain } from './coaching-queries.ts'

interface Space extends Pick<Act, 'isBusy' | 'refusal'> {
  /** Sends it to below the space and looks again; rejects where it is refused. For forms. */
  readonly send: (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => Promise<void>
  /** The same for what one press does. Answers whether it happened. */
  readonly press: (method: 'PATCH' | 'DELETE', path: string, body?: object, done?: string) => Promise<boolean>
}

/** What is changed in the space of a pair. */
export function useSpace(cohortId: string): Space {
  const client = useQueryClient()
  const { isBusy, refusal, act } = useAct()
  const send: Space['send'] = async (method, path, body) => {
    await call(`${addressOf(cohortId)}/${path}`, { method, ...(body && { body }) })
    await lookAgain(client)
  }
  return {
    ...{ isBusy, refusal, send },
    press: (method, path, body, done) => act(() => send(method, path, body), done),
  }
}
