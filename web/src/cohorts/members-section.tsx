import { useQueryClient } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { useAct } from '../parts/use-act.ts'
import { partWords } from './cohort-words.ts'

type Member = Cohort['members'][number]

interface Props {
  readonly cohort: Cohort
  readonly isFacilitator: boolean
}

/** Who is in it and what they are; facilitators share facilitation here, and remove people. */
export function MembersSection({ cohort, isFacilitator }: Props) {
  const me = useMe()
  const client = useQueryClient()
  const { isBusy, refusal, act } = useAct()
  const [removing, setRemoving] = useState<Member>()
  const heading = useRef<HTMLHeadingElement>(null)
  const { id: cohortId, kind, members } = cohort
  const url = ({ id }: Member) => `/api/v1/cohorts/${cohortId}/members/${id}`
  const lookAgain = () => client.invalidateQueries({ queryKey: cohortsQuery.queryKey })
  const changePart = (member: Member) => {
    const part = member.part === 'facilitator' ? 'participant' : 'facilitator'
    return act(
      async () => {
        await call(`${url(member)}/part`, { method: 'PUT', body: { part } })
        await lookAgain()
      },
      t(part === 'facilitator' ? 'member.facilitates-now' : 'member.participates-now', { name: member.name }),
    )
  }
  const remove = async (member: Member) => {
    await act(
      async () => {
        await call(url(member), { method: 'DELETE' })
        await lookAgain()
      },
      t('member.removed', { name: member.name }),
    )
    setRemoving(undefined)
    // The row that was worked on may be gone.
    heading.current?.focus()
  }
  return (
    <section aria-labelledby="members">
      <h2 id="members" ref={heading} tabIndex={-1}>
        {t('members.title')}
      </h2>
      {refusal !== undefined && (
        <Notice tone="danger" urgent>
          <p>{problemWords(refusal)}</p>
        </Notice>
      )}
      <ul class="rows">
        {members.map((member) => (
          <li key={member.id}>
            <p>
              <strong>{member.name}</strong>
              {member.id === me.id && ` ${t('member.you')}`}
              <span class="hint"> {partWords(kind, member.part)}</span>
            </p>
            {isFacilitator && (
              <div class="actions">
                <Button
                  look="text"
                  busy={isBusy}
                  aria-label={t(
                    member.part === 'facilitator'
                      ? 'member.make-participant-of'
                      : 'member.make-facilitator-of',
                    { name: member.name },
                  )}
                  onClick={() => void changePart(member)}
                >
                  {t(member.part === 'facilitator' ? 'member.make-participant' : 'member.make-facilitator')}
                </Button>
                {member.id !== me.id && (
                  <Button
                    look="text"
                    aria-label={t('member.remove-of', { name: member.name })}
                    onClick={() => setRemoving(member)}
                  >
                    {t('member.remove')}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {removing && (
        <Confirm
          title={t('member.remove-title', { name: removing.name })}
          action={t('member.remove')}
          busy={isBusy}
          onConfirm={() => void remove(removing)}
          onClose={() => setRemoving(undefined)}
        >
          {t('member.remove-words', { name: removing.name })}
        </Confirm>
      )}
    </section>
  )
}
