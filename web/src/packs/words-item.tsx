import type { ComponentChildren } from 'preact'
import type { PackWords } from '../../../src/packs/schemas.ts'
import { t } from '../messages/messages.ts'
import { KindMark } from '../threads/kinds.tsx'
import { momentCode, momentInWords } from '../threads/moment-words.ts'
import { saidIn } from './said-in.ts'

interface Props {
  readonly words: PackWords
  readonly showsNames: boolean
  /** Small print below the words. */
  readonly about?: string
  /** What can be done with it. */
  readonly children?: ComponentChildren
}

/** What was said at a moment: the way there, and how it begins. */
export function WordsItem({ words, showsNames, about, children }: Props) {
  const { clip, kind, author, link } = words
  return (
    <>
      <KindMark kind={kind} />
      <div>
        <p>
          <a href={link}>
            <span aria-hidden="true">{momentCode(words)}</span>
            <span class="visually-hidden">{momentInWords(words)}</span> · {clip.title}
          </a>
        </p>
        <p class="said">
          <span class="visually-hidden">{t(`kind.${kind}`)}: </span>
          {saidIn(words, showsNames)}
        </p>
        <p class="clip-meta">
          {showsNames && <span>{author.name}</span>}
          {about !== undefined && <span>{about}</span>}
        </p>
        {children}
      </div>
    </>
  )
}
