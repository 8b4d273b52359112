import type { Assignment } from '../../../src/assignments/schemas.ts'
import { ownerName } from '../clips/owner-name.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { timeCode } from '../player/time-code.ts'

/** What is watched, with the way there. What its owner took back is not among it. */
export function AssignedClips({ assignment: { clips } }: { readonly assignment: Assignment }) {
  return (
    <section aria-labelledby="to-watch">
      <h2 id="to-watch">{t('assignment.to-watch')}</h2>
      {clips.length === 0 && (
        <div class="empty">
          <p>{t('assignment.nothing-to-watch')}</p>
        </div>
      )}
      <ul class="clip-list">
        {clips.map(({ id, title, owner, durationMs, posterUrl }) => (
          <li key={id} class="clip-row">
            <div class="clip-poster">
              {posterUrl ? <img src={posterUrl} alt="" loading="lazy" /> : <Icon name="sound" />}
              {durationMs !== null && (
                <span class="clip-length">
                  <span aria-hidden="true">{timeCode(durationMs)}</span>
                  <span class="visually-hidden">{durationInWords(durationMs)}</span>
                </span>
              )}
            </div>
            <div class="clip-words">
              <h3>
                <a href={`/clips/${id}`}>{title}</a>
              </h3>
              <p class="clip-meta">{ownerName(owner)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
