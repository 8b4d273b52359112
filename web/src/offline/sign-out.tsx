import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { forgetPack } from '../browser/kept-pack.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { useAct } from '../parts/use-act.ts'
import { forgetKept, type Kept, keptOf } from './kept-of.ts'

const channelName = 'interlude.sign-out'

/** Signs out. Words that would stay on the device are asked about first: others may use it, too. */
export function SignOut({ children }: { readonly children: string }) {
  const { id } = useMe()
  const [kept, setKept] = useState<Kept>()
  const { act, isBusy, refusal } = useAct()
  const leave = (throwsAway: boolean) =>
    act(async () => {
      await call('/api/auth/sign-out', { method: 'POST', mayAsk: false })
      forgetPack()
      if (throwsAway) await forgetKept(id)
      new BroadcastChannel(channelName).postMessage(id)
      // A page of its own: nothing that was read stays in this one's memory.
      location.assign('/sign-in')
    })
  const ask = async () => {
    const found = await keptOf(id)
    if (found.drafts + found.posts + found.uploads === 0) await leave(false)
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
            <Button look="primary" busy={isBusy} onClick={() => void leave(false)}>
              {t('sign-out.keep')}
            </Button>
            <Button look="danger" busy={isBusy} onClick={() => void leave(true)}>
              {t('sign-out.throw-away')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** Nothing that was read stays on the screen of another tab. */
export function followSignOut(personId: string): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.onmessage = ({ data }) => {
    if (data === personId) location.replace('/sign-in')
  }
  return () => channel.close()
}

const inWords = ({ drafts, posts, uploads }: Kept): string =>
  listInWords([
    ...(drafts > 0 ? [t('sign-out.drafts', { count: drafts })] : []),
    ...(posts > 0 ? [t('sign-out.posts', { count: posts })] : []),
    ...(uploads > 0 ? [t('sign-out.uploads', { count: uploads })] : []),
  ])
