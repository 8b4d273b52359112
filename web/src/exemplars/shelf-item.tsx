import type { ComponentChildren } from 'preact'
import type { ShelfExemplar } from '../../../src/exemplars/schemas.ts'
import { ownerName } from '../clips/owner-name.ts'
import { durationInWords, listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { timeCode } from '../player/time-code.ts'
import { areaWords, bandWords, languageInWords, reasonsInWords } from './exemplar-words.ts'

interface Props {
  readonly exemplar: ShelfExemplar
  /** What can be done with it where it stands. */
  readonly children?: ComponentChildren
}

/** One exemplar on a shelf: what it is, why it is there, and for whom it may be of use. */
export function ShelfItem({ exemplar, children }: Props) {
  const { id, title, reasons, goal } = exemplar
  return (
    <>
      <Still exemplar={exemplar} />
      <div class="clip-words">
        <h3>
          <a href={`/exemplars/${id}`}>{title}</a>
        </h3>
        <p>{reasonsInWords(reasons)}</p>
        {goal && <p class="hint one-line">{goal}</p>}
        <ShelfMeta exemplar={exemplar} />
        {children}
      </div>
    </>
  )
}

/** Its picture, small, with its length. */
export function Still({ exemplar: { posterUrl, durationMs } }: { readonly exemplar: ShelfExemplar }) {
  return (
    <div class="clip-poster">
      {posterUrl ? <img src={posterUrl} alt="" loading="lazy" /> : <Icon name="sound" />}
      {durationMs !== null && (
        <span class="clip-length">
          <span aria-hidden="true">{timeCode(durationMs)}</span>
          <span class="visually-hidden">{durationInWords(durationMs)}</span>
        </span>
      )}
    </div>
  )
}

/** For which grade, in what, by whom, and in which languages it can be read along. */
export function ShelfMeta({ exemplar }: { readonly exemplar: ShelfExemplar }) {
  const { contentArea, gradeBand, owner, captionLanguages } = exemplar
  return (
    <p class="clip-meta">
      {gradeBand && <span>{t(bandWords[gradeBand])}</span>}
      {contentArea && <span>{t(areaWords[contentArea])}</span>}
      <span class="begins">{ownerName(owner)}</span>
      {captionLanguages.length > 0 && (
        <span class="audience">
          <Icon name="captions" />
          <span class="visually-hidden">{t('facet.captions')}: </span>
          {listInWords(captionLanguages.map(languageInWords))}
        </span>
      )}
    </p>
  )
}
