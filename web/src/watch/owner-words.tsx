import type { Clip } from '../../../src/clips/schemas.ts'
import { ownerName } from '../clips/owner-name.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly onEdit: () => void
}

/** What the owner asks of those who watch, and what they tried. */
export function OwnerWords({ clip, isOwner, onEdit }: Props) {
  const { question, tried, owner } = clip
  if (!question && !tried) {
    return isOwner ? (
      <div class="owner-words-none">
        <Button look="text" icon="plus" onClick={onEdit}>
          {t('owner.add')}
        </Button>
      </div>
    ) : null
  }
  return (
    <div class="owner-words">
      {question && (
        <figure>
          <figcaption class="begins">
            {isOwner ? t('owner.you-ask') : t('owner.asks', { name: ownerName(owner) })}
          </figcaption>
          <blockquote>{question}</blockquote>
        </figure>
      )}
      {tried && (
        <figure>
          <figcaption class="begins">
            {isOwner ? t('owner.you-tried') : t('owner.tried', { name: ownerName(owner) })}
          </figcaption>
          <blockquote>{tried}</blockquote>
        </figure>
      )}
      {isOwner && (
        <Button look="text" aria-label={t('owner.edit-aloud')} onClick={onEdit}>
          {t('comment.edit')}
        </Button>
      )}
    </div>
  )
}
