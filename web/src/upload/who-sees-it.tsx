import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { audienceWords } from '../clips/clip-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { AudienceDialogLater } from '../watch/audience-dialog-later.tsx'

/** Who is to see a clip that is on its way, and the way to decide it. */
export function WhoSeesIt({ clip }: { readonly clip: Clip }) {
  const [isChoosing, setChoosing] = useState(false)
  const isShared = clip.grants.length > 0
  return (
    <section class="who-sees-it" aria-label={t('upload.who')}>
      <p>
        <Icon name={isShared ? 'people' : 'lock'} />
        <span>
          <strong>{t('upload.who')}:</strong> {audienceWords(clip)}
        </span>
      </p>
      {!clip.can.play && <p class="hint">{isShared ? t('upload.soon-shared') : t('upload.soon-private')}</p>}
      <div class="actions">
        <Button
          look={clip.can.play && !isShared ? 'primary' : 'plain'}
          icon="people"
          onClick={() => setChoosing(true)}
        >
          {isShared ? t('upload.who-change') : t('upload.who-choose')}
        </Button>
        {clip.can.play && (
          <a class="button quiet" href={`/clips/${clip.id}/cut`}>
            <span>{t('upload.trim-now')}</span>
          </a>
        )}
      </div>
      {isChoosing && <AudienceDialogLater clip={clip} isOwner onClose={() => setChoosing(false)} />}
    </section>
  )
}
