import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useLocation } from 'preact-iso'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { myExemplarsQuery } from '../api/my-exemplars-query.ts'
import { randomKey } from '../browser/random-key.ts'
import { ownerName } from '../clips/owner-name.ts'
import { t } from '../messages/messages.ts'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import type { FieldError } from '../parts/form-errors.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useDraft } from '../threads/use-draft.ts'
import { AudienceChoice } from './audience-choice.tsx'
import { audienceIn, audienceValue } from './audience-value.ts'
import { audiencesQuery, exemplarChanged } from './curating-queries.ts'
import { isOpen } from './curating-words.ts'
import { ReasonChoice } from './reason-choice.tsx'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly onClose: () => void
}

interface Nomination {
  /** Why, in words. */
  readonly body: string
  readonly reasons: Exemplar['reasons']
  readonly audience: string
  readonly clientKey: string
}

const fresh = (): Nomination => ({ body: '', reasons: [], audience: '', clientKey: randomKey() })

/** Asks the owner of a clip whether it may be an exemplar; owners propose their own in the same words. */
export function NominateDialog({ clip, isOwner, onClose }: Props) {
  const mine = useQuery(myExemplarsQuery)
  const known = [...(mine.data?.owned ?? []), ...(mine.data?.nominated ?? [])].find(
    (each) => each.clipId === clip.id && isOpen(each),
  )
  return (
    <Dialog title={t('nominate.title')} onClose={onClose}>
      {mine.isPending && <Loading />}
      {!mine.isPending &&
        (known ? (
          <>
            <p>{t('problem.already-nominated')}</p>
            <p>
              <a
                href={isOwner ? `/exemplars/${known.id}/passport` : `/exemplars/${known.id}`}
                onClick={onClose}
              >
                {t(isOwner ? 'mine.to-passport' : 'nominate.to-it')}
              </a>
            </p>
          </>
        ) : (
          <Asking clip={clip} isOwner={isOwner} onClose={onClose} />
        ))}
    </Dialog>
  )
}

function Asking({ clip, isOwner, onClose }: Props) {
  const me = useMe()
  const client = useQueryClient()
  const { route } = useLocation()
  const audiences = useQuery(audiencesQuery())
  const { words, isRestored, change, begin } = useDraft(me.id, `nominate/${clip.id}`, fresh)
  const { body, reasons, audience, clientKey } = words
  const name = ownerName(clip.owner)
  const items = audiences.data?.items ?? []
  const chosen = items.some((item) => audienceValue(item) === audience) ? audience : ''
  const check = (): FieldError[] => [
    ...(reasons.length === 0 ? [{ field: 'reasons', text: t('nominate.reasons-missing') }] : []),
    ...(body.trim() === '' ? [{ field: 'nominate-why', text: t('nominate.why-missing') }] : []),
    ...(chosen === '' ? [{ field: 'nominate-for', text: t('nominate.for-missing') }] : []),
  ]
  const send = async () => {
    const made = await call<Exemplar>(`/api/v1/clips/${clip.id}/exemplars`, {
      method: 'POST',
      body: { reasons, words: body.trim(), audience: audienceIn(chosen), clientKey },
    })
    begin(fresh())
    void exemplarChanged(client, clip.id, made)
    onClose()
    if (isOwner) return route(`/exemplars/${made.id}/passport`)
    say(t('nominate.sent', { name }))
  }
  if (audiences.error) return <Trouble error={audiences.error} onRetry={() => void audiences.refetch()} />
  if (!audiences.data) return <Loading />
  return (
    <>
      <p>{isOwner ? t('nominate.about-own') : t('nominate.about', { name })}</p>
      <Form action={isOwner ? t('nominate.go-on') : t('nominate.ask', { name })} check={check} send={send}>
        <ReasonChoice
          id="reasons"
          chosen={reasons}
          onChoose={(reasons) => change((now) => ({ ...now, reasons }))}
        />
        <TextArea
          label={t('nominate.why')}
          hint={isRestored ? t('nominate.restored') : t('nominate.why-hint')}
          {...{ id: 'nominate-why', maxLength: 2000, rows: 4, value: body }}
          onInput={({ currentTarget }) => change((now) => ({ ...now, body: currentTarget.value }))}
        />
        <AudienceChoice
          id="nominate-for"
          legend={t('nominate.for')}
          items={items}
          value={chosen}
          onChoose={(audience) => change((now) => ({ ...now, audience }))}
        />
        {!isOwner && <p class="hint">{t('nominate.decides', { name })}</p>}
      </Form>
    </>
  )
}
