import { useInfiniteQuery, useQueryClient } from '@tanstack/preact-query'
import type { SignInShown } from '../../../src/identity/sign-ins-schemas.ts'
import { call } from '../api/call.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { deviceWords } from './device-words.ts'
import { signInsQuery } from './me-queries.ts'

/** In which browsers somebody is signed in, and the means to end that. */
export function SignInsSection() {
  const client = useQueryClient()
  const signIns = useInfiniteQuery(signInsQuery)
  const end = (path: string) => async () => {
    await call(path, { method: 'DELETE' })
    await client.invalidateQueries({ queryKey: signInsQuery.queryKey })
  }
  const others = signIns.data?.pages.some(({ items }) => items.some(({ isCurrent }) => !isCurrent)) ?? false
  return (
    <section aria-labelledby="where-signed-in">
      <h2 id="where-signed-in">{t('me.sign-ins')}</h2>
      {others && <p class="hint">{t('me.sign-ins-hint')}</p>}
      <PagedList query={signIns} none={t('me.sign-ins-none')} more={t('me.sign-ins-more')}>
        {(signIn) => (
          <li key={signIn.id}>
            <Device signIn={signIn} />
            {!signIn.isCurrent && (
              <AskFirst
                label={t('me.end')}
                of={deviceWords(signIn)}
                title={t('me.end-title')}
                words={[t('me.end-words', { device: deviceWords(signIn) })]}
                action={t('me.end')}
                does={end(`/api/v1/sign-ins/${encodeURIComponent(signIn.id)}`)}
                done={t('me.ended')}
              />
            )}
          </li>
        )}
      </PagedList>
      {others && (
        <div class="actions">
          <AskFirst
            label={t('me.end-others')}
            title={t('me.end-others-title')}
            words={[t('me.end-others-words')]}
            action={t('me.end-others')}
            does={end('/api/v1/sign-ins/others')}
            done={t('me.ended-others')}
          />
        </div>
      )}
    </section>
  )
}

function Device({ signIn }: { readonly signIn: SignInShown }) {
  return (
    <div>
      <p>
        {deviceWords(signIn)}
        {signIn.isCurrent && <span class="tag">{t('me.device-here')}</span>}
      </p>
      <p class="hint">
        {t('me.device-since', { when: whenInWords(signIn.startedAt) })},{' '}
        {t('me.device-used', { when: whenInWords(signIn.lastUsedAt) })}
      </p>
    </div>
  )
}
