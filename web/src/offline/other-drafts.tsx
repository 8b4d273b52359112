import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { say } from '../parts/status.tsx'
import type { Composer } from '../threads/composer.ts'

/** What was written about the same clip in another tab: nothing of it is lost, and one at a time is gone on with. */
export function OtherDrafts({ composer }: { readonly composer: Composer }) {
  return (
    <>
      {composer.others.value.map((other) => (
        <div key={other.tab} class="other-draft">
          <p class="hint">{t('draft.other', { when: whenInWords(other.savedAt) })}</p>
          <p class="comment-body">{other.words.body}</p>
          <Button
            look="text"
            onClick={() => {
              void composer.swap(other).then(() => document.getElementById('composer-words')?.focus())
              say(t('draft.swapped'))
            }}
          >
            {t('draft.swap')}
          </Button>
        </div>
      ))}
    </>
  )
}
