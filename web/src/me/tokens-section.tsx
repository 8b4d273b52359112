import { useInfiniteQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { CreatedToken } from '../../../src/identity/schemas.ts'
import { call } from '../api/call.ts'
import { dateOf } from '../messages/dates.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { FreshToken } from './fresh-token.tsx'
import { tokensQuery } from './me-queries.ts'

/** Secrets with which programs act as somebody. Few want one, so all of it is folded up. */
export function TokensSection() {
  const client = useQueryClient()
  const tokens = useInfiniteQuery(tokensQuery)
  const [fresh, setFresh] = useState<CreatedToken>()
  const again = () => client.invalidateQueries({ queryKey: tokensQuery.queryKey })
  return (
    <details class="fold">
      <summary>
        <h2>{t('me.tokens')}</h2>
      </summary>
      <p class="hint">{t('me.tokens-hint')}</p>
      {fresh && <FreshToken token={fresh.token} onDone={() => setFresh(undefined)} />}
      <PagedList query={tokens} none={t('me.tokens-none')} more={t('me.tokens-more')}>
        {(token) => (
          <li key={token.id}>
            <div>
              <p>{token.name}</p>
              <p class="hint">
                {t('me.token-made', { date: dateOf(token.createdAt) })},{' '}
                {token.lastUsedAt
                  ? t('me.token-used', { when: whenInWords(token.lastUsedAt) })
                  : t('me.token-unused')}
              </p>
            </div>
            <AskFirst
              label={t('me.token-revoke')}
              of={token.name}
              look="danger"
              title={t('me.token-revoke-title')}
              words={[t('me.token-revoke-words', { name: token.name })]}
              action={t('me.token-revoke')}
              does={async () => {
                await call(`/api/v1/tokens/${token.id}`, { method: 'DELETE' })
                if (fresh?.id === token.id) setFresh(undefined)
                await again()
              }}
              done={t('me.token-revoked')}
            />
          </li>
        )}
      </PagedList>
      <Form
        label={t('me.token-make')}
        check={(form) => checkFields(form, [{ field: 'token-name', missing: 'me.token-name-missing' }])}
        send={async (form, element) => {
          const body = { name: String(form.get('token-name')).trim() }
          setFresh(await call<CreatedToken>('/api/v1/tokens', { method: 'POST', body }))
          element.reset()
          void again()
        }}
        action={t('me.token-make')}
      >
        <Field
          id="token-name"
          name="token-name"
          label={t('me.token-name')}
          hint={t('me.token-name-hint')}
          maxLength={100}
          autocomplete="off"
        />
      </Form>
    </details>
  )
}
