import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useEffect, useRef } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { SetCut } from '../../../src/clips/cut-schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { clipQuery, clipsQuery } from '../api/queries.ts'
import { ClipNotHere } from '../clips/clip-not-here.tsx'
import { isMoving } from '../clips/clip-state.ts'
import { failureWords } from '../clips/clip-words.ts'
import { ownerName } from '../clips/owner-name.ts'
import { t } from '../messages/messages.ts'
import { later } from '../parts/later.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { cutsQuery, retentionQuery } from './cut-queries.ts'
import { CutUnderWay } from './cut-under-way.tsx'
import { EarlierCuts } from './earlier-cuts.tsx'
import { OriginalGone } from './original-gone.tsx'

const lookAgainMs = 2000

// It says where in the picture something is, as who comments on a place does.
const CutEditor = later(async () => (await import('./cut-editor.tsx')).CutEditor, 'picture')

export function CutPage() {
  const { clipId = '' } = useRoute().params
  return <CutClip key={clipId} clipId={clipId.toLowerCase()} />
}

function CutClip({ clipId }: { readonly clipId: string }) {
  const me = useMe()
  const clip = useQuery({
    ...clipQuery(clipId),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? lookAgainMs : false),
  })
  const { data } = clip
  if (!data) {
    if (clip.isPending) return <Loading />
    if (isNotHere(clip.error)) return <ClipNotHere />
    return <Trouble error={clip.error} onRetry={() => void clip.refetch()} />
  }
  // Gone, or taken from under us: the same page as for one that never was.
  if (isNotHere(clip.error)) return <ClipNotHere />
  return (
    <Page title={t('cut.title', { title: data.title })} class="narrow">
      <p>
        <a href={`/clips/${clipId}`}>{t('cut.back')}</a>
      </p>
      {data.owner?.id === me.id ? (
        <OwnCut clip={data} onTrouble={clip.refetch} />
      ) : (
        <Notice icon="lock">
          <p>{t('cut.not-yours', { name: ownerName(data.owner) })}</p>
        </Notice>
      )}
    </Page>
  )
}

function OwnCut({ clip, onTrouble }: { readonly clip: Clip; readonly onTrouble: () => unknown }) {
  const client = useQueryClient()
  const canCut = clip.can.play || (clip.failure !== null && clip.cutNo > 1)
  const cuts = useQuery({ ...cutsQuery(clip), enabled: canCut || clip.cutNo > 1 })
  const { isBusy, refusal, act } = useAct()
  const items = cuts.data?.items ?? []
  const standing = items.find(({ isCurrent }) => isCurrent)
  const isHiding = (standing?.redactions.length ?? 0) > 0
  useSaidWhenReady(clip, isHiding)
  useEffect(() => {
    // It comes beside what it is about, not after it; where it cannot, it says so itself.
    CutEditor.preload().catch(() => {})
  }, [])

  const sendCut = async (body: SetCut) => {
    try {
      const next = await call<Clip>(`/api/v1/clips/${clip.id}/cut`, { method: 'PUT', body })
      client.setQueryData(clipQuery(clip.id).queryKey, next)
    } finally {
      void client.invalidateQueries({ queryKey: clipQuery(clip.id).queryKey })
      void client.invalidateQueries({ queryKey: clipsQuery.queryKey })
      void client.invalidateQueries({ queryKey: cutsQuery(clip).queryKey })
      void client.invalidateQueries({ queryKey: retentionQuery(clip.id).queryKey })
    }
  }
  const onCut = (cut: SetCut, done: string) => void act(() => sendCut(cut), done)

  if (!canCut) {
    if (clip.failure) return <Failed clip={clip} />
    return <CutUnderWay clip={clip} cut={standing} original={cuts.data?.original} />
  }
  if (cuts.error) return <Trouble error={cuts.error} onRetry={() => void cuts.refetch()} />
  if (!cuts.data || !standing || cuts.data.recordingMs === null) return <Loading />
  const { recordingMs, original } = cuts.data
  const cutting = { recordingMs, original, isBusy, onCut, sendCut }
  return (
    <>
      {clip.failure && <Failed clip={clip} />}
      {original === 'gone' ? (
        <OriginalGone redactions={standing.redactions} />
      ) : (
        <CutEditor key={standing.cutNo} {...{ clip, standing, refusal, onTrouble, ...cutting }} />
      )}
      <EarlierCuts clipId={clip.id} cuts={items} {...cutting} />
    </>
  )
}

function Failed({ clip }: { readonly clip: Clip }) {
  return (
    <Notice tone="warn">
      <p>{clip.failure && failureWords(clip.failure)}</p>
    </Notice>
  )
}

/** Who waited for a new cut is told when it can be watched. */
function useSaidWhenReady({ cutNo, can }: Clip, isHiding: boolean): void {
  const was = useRef({ cutNo, play: can.play })
  useEffect(() => {
    if (cutNo > 1 && can.play && !was.current.play) say(t(isHiding ? 'hide.done' : 'cut.done'))
    was.current = { cutNo, play: can.play }
  }, [cutNo, can.play, isHiding])
}
