import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { useAct } from '../parts/use-act.ts'
import { type Kept, keptOf } from './kept-of.ts'
import { leave } from './leave.ts'

/** Signs out. Words that would stay on the device are asked about first: others may use it, too. */
export function SignOut({ children }: { readonly children: string }) {
  const { id } = useMe()
  const [kept, setKept] = useState<Kept>()
  const { act, isBusy, refusal } = useAct()
  const signOut = (throwsAway: boolean) =>
    act(async () => {
      await call('/api/auth/sign-out', { method: 'POST', mayAsk: false })
      await leave(id, throwsAway)
    })
  const ask = async () => {
    const found = await keptOf(id)
    if (found.drafts + found.posts + found.uploads === 0) await signOut(false)
    else setKept(found)
  }
  const refused = refusal !== undefined && (
    <Notice tone="danger" urgent>
      <p>{problemWords(refusal)}</p>
    </Notice>
  )
  return (
    <>
      {!kept && refused}
      <Button busy={isBusy} onClick={() => void ask()}>
        {children}
      </Button>
      {kept && (
        <Dialog title={t('sign-out.title')} onClose={() => setKept(undefined)}>
          {refused}
          <p>{t('sign-out.kept', { what: inWords(kept) })}</p>
          <p>{t('sign-out.words')}</p>
          <div class="actions">
            <Button look="primary" busy={isBusy} onClick={() => void signOut(false)}>
              {t('sign-out.keep')}
            </Button>
            <Button look="danger" busy={isBusy} onClick={() => void signOut(true)}>
              {t('sign-out.throw-away')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

const inWords = ({ drafts, posts, uploads }: Kept): string =>
  listInWords([
    ...(drafts > 0 ? [t('sign-out.drafts', { count: drafts })] : []),
    ...(posts > 0 ? [t('sign-out.posts', { count: posts })] : []),
    ...(uploads > 0 ? [t('sign-out.uploads', { count: uploads })] : []),
  ])
