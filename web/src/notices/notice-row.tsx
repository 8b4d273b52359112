import type { Notice } from '../../../src/notices/schemas.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { noticeIcons, noticeWords } from './notice-words.ts'

interface Props {
  readonly notice: Notice
  readonly isNew: boolean
}

/** One of them, in a sentence that leads to what it is about. */
export function NoticeRow({ notice, isNew }: Props) {
  const { at, what, cohort, words, link } = notice
  return (
    <li class={isNew ? 'notice-row new' : 'notice-row'}>
      <Icon name={noticeIcons[what]} />
      <div>
        <p>
          <a class="cover" href={link}>
            {noticeWords(notice)}
          </a>
        </p>
        {words && <p class="said">{words}</p>}
        <p class="clip-meta">
          {isNew && <strong>{t('notices.new')}</strong>}
          <span>{whenInWords(at)}</span>
          {cohort && <span>{cohort.name}</span>}
        </p>
      </div>
    </li>
  )
}
