import type { Clip } from '../../../src/clips/schemas.ts'
import { audienceWords } from '../clips/clip-words.ts'
import { ownerName } from '../clips/owner-name.ts'
import { dateOf } from '../messages/dates.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { OwnerWords } from './owner-words.tsx'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly onAudience: () => void
  readonly onEdit: () => void
}

/** All about the clip that stands above it where there is room. */
export function About({ clip, isOwner, onAudience, onEdit }: Props) {
  return (
    <div class="about">
      <h2>{clip.title}</h2>
      <OwnerWords clip={clip} isOwner={isOwner} onEdit={onEdit} />
      <dl class="facts">
        <dt>{t('about.owner')}</dt>
        <dd class="begins">{ownerName(clip.owner)}</dd>
        {clip.durationMs !== null && (
          <>
            <dt>{t('about.length')}</dt>
            <dd>{durationInWords(clip.durationMs)}</dd>
          </>
        )}
        <dt>{t('about.added')}</dt>
        <dd>
          <time dateTime={clip.createdAt}>{dateOf(clip.createdAt)}</time>
        </dd>
        <dt>{t('about.who')}</dt>
        <dd>{clip.state === 'withdrawn' ? t('clip.only-you') : audienceWords(clip)}</dd>
      </dl>
      {(isOwner || clip.grants.length > 0) && (
        <Button icon="people" onClick={onAudience}>
          {t('about.names')}
        </Button>
      )}
    </div>
  )
}
