import type { ComponentChildren } from 'preact'
import type { ShelfExemplar } from '../../../src/exemplars/schemas.ts'
import { useMe } from '../api/me.ts'
import { Still } from '../exemplars/shelf-item.tsx'
import { t } from '../messages/messages.ts'

interface Props {
  readonly exemplar: ShelfExemplar
  readonly to: string
  readonly sentence: string
  /** On a button that leads there, where there is something to do. */
  readonly action?: string
  readonly children?: ComponentChildren
}

/** One exemplar in a list of one's own: what it is, where it stands, and what there is to do. */
export function MineItem({ exemplar, to, sentence, action, children }: Props) {
  const me = useMe()
  const { title, owner } = exemplar
  return (
    <li class="clip-row">
      <Still exemplar={exemplar} />
      <div class="clip-words">
        <h3>
          <a href={to}>{title}</a>
        </h3>
        {owner && owner.id !== me.id && <p class="clip-meta">{t('mine.by', { name: owner.name })}</p>}
        <p>{sentence}</p>
        {(action || children) && (
          <div class="actions">
            {action && (
              <a class="button" href={to}>
                <span>
                  {action}
                  <span class="visually-hidden">: {title}</span>
                </span>
              </a>
            )}
            {children}
          </div>
        )}
      </div>
    </li>
  )
}
