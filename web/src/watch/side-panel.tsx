import type { ComponentChildren } from 'preact'
import type { CaptionsList } from '../../../src/captions/schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { isNarrow } from '../browser/narrow.ts'
import { t } from '../messages/messages.ts'
import { later } from '../parts/later.tsx'
import { Tabs } from '../parts/tabs.tsx'
import type { useMyNotes } from '../threads/use-notes.ts'
import { useWatching } from '../threads/watching.ts'

export type SideTab = 'comments' | 'notes' | 'teaching' | 'transcript' | 'about'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  /** What is said in the clip, where somebody wrote it down. */
  readonly captions: CaptionsList['items']
  readonly canComment: boolean
  readonly tab: SideTab
  readonly mine: ReturnType<typeof useMyNotes>
  readonly onTab: (tab: SideTab) => void
  readonly onAudience: () => void
  readonly onEdit: () => void
  /** The comments. */
  readonly children: ComponentChildren
}

const NoteListLater = later(async () => (await import('../threads/note-list.tsx')).NoteList, 'talk')
const TeachingLater = later(
  async () => (await import('../exemplars/watched-notes.tsx')).WatchedNotes,
  'exemplars',
)
const TranscriptLater = later(async () => (await import('../captions/transcript.tsx')).Transcript, 'captions')
const AboutLater = later(async () => (await import('./about.tsx')).About, 'talk')

/** What is said beside the clip: by all, by oneself, and, where there is no room for it above, about the clip. */
export function SidePanel(props: Props) {
  const { clip, isOwner, captions, canComment, tab, mine, onTab, onAudience, onEdit, children } = props
  const hasAbout = isNarrow.value
  const hasTranscript = captions.length > 0
  const { exemplarId } = clip
  const isGone =
    (tab === 'about' && !hasAbout) ||
    (tab === 'transcript' && !hasTranscript) ||
    (tab === 'teaching' && !exemplarId)
  const chosen = isGone ? 'comments' : tab
  return (
    <aside class="threads" aria-label={t('threads.title')}>
      <Tabs
        label={t('tabs.title')}
        tabs={[
          { name: 'comments', label: <CommentsTab /> },
          { name: 'notes', label: t('tabs.notes') },
          ...(exemplarId ? [{ name: 'teaching' as const, label: t('tabs.teaching') }] : []),
          ...(hasTranscript ? [{ name: 'transcript' as const, label: t('transcript.tab') }] : []),
          ...(hasAbout ? [{ name: 'about' as const, label: t('tabs.about') }] : []),
        ]}
        chosen={chosen}
        onChoose={onTab}
      >
        {chosen === 'comments' && children}
        {chosen === 'notes' && (
          <NoteListLater
            cutNo={clip.cutNo}
            notes={mine.notes}
            isPending={mine.isPending}
            error={mine.error}
            onRetry={() => void mine.refetch()}
          />
        )}
        {chosen === 'teaching' && exemplarId && <TeachingLater exemplarId={exemplarId} />}
        {chosen === 'transcript' && (
          <TranscriptLater clip={clip} captions={captions} canComment={canComment} />
        )}
        {chosen === 'about' && (
          <AboutLater clip={clip} isOwner={isOwner} onAudience={onAudience} onEdit={onEdit} />
        )}
      </Tabs>
    </aside>
  )
}

function CommentsTab() {
  const { reading } = useWatching()
  const left = reading.left.value
  return (
    <>
      {t('threads.title')}
      {left > 0 && <span class="tab-new"> {t('tabs.new', { count: left })}</span>}
    </>
  )
}
