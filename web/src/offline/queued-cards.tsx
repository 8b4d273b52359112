import { useState } from 'preact/hooks'
import { copyText } from '../browser/copy-text.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { codeInWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { Icon } from '../parts/icon.tsx'
import { say } from '../parts/status.tsx'
import type { Draft } from '../threads/draft.ts'
import { wholeClip } from '../threads/moment.ts'
import { momentCode } from '../threads/moment-words.ts'
import { openedPosts, queuedFor } from './open-posts.ts'
import { isOutOfTurn, needsNewMoment, type Post, wordsOf } from './post-state.ts'

/** Where words whose moment is gone are taken up again. */
interface Writing {
  readonly hasWords: boolean
  readonly isOpen: { value: boolean }
  change(changes: Partial<Draft>): void
}

interface Props {
  readonly clipId: string
  readonly composer?: Writing
}

/** One's own words about a clip that are not posted yet, with why, and what can be done. */
export function QueuedCards({ clipId, composer }: Props) {
  const posts = queuedFor(clipId)
  if (posts.length === 0) return null
  return (
    <section class="queued-posts" aria-label={t('queued.title')}>
      {posts.map((post) => (
        <QueuedCard key={post.key} post={post} composer={composer} />
      ))}
    </section>
  )
}

function QueuedCard({ post, composer }: { readonly post: Post; readonly composer: Writing | undefined }) {
  const [asks, setAsks] = useState(false)
  const { key, phase, refusal } = post
  const isRefused = phase === 'refused'
  const isMomentGone = needsNewMoment(post)
  const isStuck = isMomentGone || isOutOfTurn(post)
  const words = wordsOf(post)
  const takeUp = () => {
    const { posting } = post
    if (!composer || posting.what !== 'thread') return
    const { kind, cohortId, startMs = null, endMs = null } = posting.said
    const moment = isMomentGone ? wholeClip : { startMs, endMs }
    composer.change({ ...moment, kind, cohortId, body: words })
    composer.isOpen.value = true
    void openedPosts()?.remove(key)
  }
  return (
    <article class={isRefused ? 'thread queued-post refused' : 'thread queued-post'}>
      <h3 class="queued-state">
        <Icon name={isRefused ? 'warning' : 'upload'} />
        {t(isRefused ? 'queued.refused' : phase === 'sending' ? 'queued.sending' : 'queued.waiting')}
      </h3>
      {refusal && <p>{codeInWords(refusal.code, refusal.detail, refusal.stage)}</p>}
      <p class="comment-head">
        {describe(post)} · {whenInWords(post.writtenAt)}
      </p>
      <p class="comment-body">{words}</p>
      <div class="thread-actions">
        {isStuck && post.posting.what === 'thread' && composer && !composer.hasWords && (
          <Button look="text" onClick={takeUp}>
            {t('queued.take-up')}
          </Button>
        )}
        {!isStuck && phase !== 'sending' && (
          <Button look="text" onClick={() => void openedPosts()?.retry(key)}>
            {t('again')}
          </Button>
        )}
        <Button
          look="text"
          onClick={async () => say(t((await copyText(words)) ? 'queued.copied' : 'queued.copy-failed'))}
        >
          {t('queued.copy')}
        </Button>
        <Button look="text" onClick={() => setAsks(true)}>
          {t('queued.throw-away')}
        </Button>
      </div>
      {asks && (
        <Confirm
          title={t('queued.throw-title')}
          action={t('queued.throw-away')}
          onClose={() => setAsks(false)}
          onConfirm={() => {
            setAsks(false)
            void openedPosts()?.remove(key)
            say(t('queued.thrown'))
          }}
        >
          {t('queued.throw-words')}
        </Confirm>
      )}
    </article>
  )
}

/** What it is, as far as it goes without what is around it: what it answers may be gone. */
function describe({ posting }: Post): string {
  if (posting.what === 'reply') return t('queued.reply', { name: posting.to })
  const { startMs = null, endMs = null } = posting.said
  const moment = momentCode({ startMs, endMs })
  return posting.what === 'note'
    ? `${t('queued.note')} · ${moment}`
    : `${t(`kind.${posting.said.kind}`)} · ${moment}`
}
