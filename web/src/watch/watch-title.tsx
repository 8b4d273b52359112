import { useQuery } from '@tanstack/preact-query'
import { useLayoutEffect, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { cohortsQuery } from '../api/queries.ts'
import { isNarrow } from '../browser/narrow.ts'
import { OwnCaptions } from '../captions/own-captions.tsx'
import { PrivacyLine } from '../clip-privacy/privacy-line.tsx'
import { isPrivate } from '../clips/clip-state.ts'
import { audienceWords } from '../clips/clip-words.ts'
import { ownerName } from '../clips/owner-name.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { IconButton } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { usePageTitle } from '../parts/page.tsx'
import { timeCode } from '../player/time-code.ts'
import { DownloadButton } from './download-button.tsx'
import { NominateButton } from './nominate-button.tsx'
import { OwnerWords } from './owner-words.tsx'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly onAudience: () => void
  readonly onEdit: () => void
}

/** What it is, whose it is, and who can see it: the last as a button that names them. */
export function WatchTitle({ clip, isOwner, onAudience, onEdit }: Props) {
  const heading = usePageTitle(clip.title)
  const [isOpen, setOpen] = useState(false)
  const isLong = useIsCut(heading, clip.title) || !!clip.question || !!clip.tried
  const { data: cohorts } = useQuery(cohortsQuery)
  const people = new Set(
    cohorts?.items
      .filter(({ id }) => clip.grants.some(({ cohort }) => cohort.id === id))
      .flatMap(({ members }) => members.map(({ id }) => id)),
  )
  const isSeenAsExemplar = clip.exemplarId !== null && !isOwner && clip.grants.length === 0
  return (
    <div class={isOpen ? 'watch-title open' : 'watch-title'}>
      <div class="title-line">
        <h1 ref={heading} tabIndex={-1}>
          {clip.title}
        </h1>
        {isNarrow.value && (isLong || isOpen) && (
          <IconButton
            icon="down"
            label={isOpen ? t('title.less') : t('title.more')}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          />
        )}
      </div>
      <div class="watch-meta">
        <p class="clip-meta">
          <span class="begins">{ownerName(clip.owner)}</span>
          {clip.durationMs !== null && (
            <span>
              <span aria-hidden="true">{timeCode(clip.durationMs)}</span>
              <span class="visually-hidden">{durationInWords(clip.durationMs)}</span>
            </span>
          )}
        </p>
        {!isSeenAsExemplar && (
          <button type="button" class="audience-button" onClick={onAudience}>
            <Icon name={isPrivate(clip) || clip.state === 'withdrawn' ? 'lock' : 'people'} />
            <span class="visually-hidden">{t('sharing.who')} </span>
            <span>
              {clip.state === 'withdrawn' ? t('clip.only-you') : audienceWords(clip)}
              {people.size > 0 && clip.state !== 'withdrawn' && (
                <> · {t('sharing.people', { count: people.size })}</>
              )}
            </span>
          </button>
        )}
        {clip.exemplarId && (
          <a class="audience-button" href={`/exemplars/${clip.exemplarId}`}>
            <Icon name="books" />
            <span>{t(isSeenAsExemplar ? 'exemplar.seen' : 'clip.as-exemplar')}</span>
          </a>
        )}
        <DownloadButton clip={clip} />
        <OwnCaptions clip={clip} />
        {clip.can.play && (clip.can.withdraw || clip.can.restore) && (
          <a class="button text" href={`/clips/${clip.id}/cut`}>
            {t('clip.trim')}
          </a>
        )}
        <NominateButton clip={clip} isOwner={isOwner} />
        <PrivacyLine clip={clip} isOwner={isOwner} />
      </div>
      <OwnerWords clip={clip} isOwner={isOwner} onEdit={onEdit} />
    </div>
  )
}

/** Whether a line is longer than there is room for it. */
function useIsCut(line: { readonly current: HTMLElement | null }, words: string): boolean {
  const [isCut, setCut] = useState(false)
  useLayoutEffect(() => {
    const { current } = line
    if (!current) return
    const look = new ResizeObserver(() => setCut(current.scrollWidth > current.clientWidth))
    look.observe(current)
    return () => look.disconnect()
  }, [line, words])
  return isCut
}
