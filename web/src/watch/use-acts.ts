import { useCallback, useRef } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { say, sayAloud } from '../parts/status.tsx'
import { pauseToWrite } from '../threads/begin-writing.ts'
import { follows, setFollows } from '../threads/follow.ts'
import { threadBeside } from '../threads/thread-order.ts'
import type { Watching } from '../threads/watching.ts'
import { isWritingAwaited } from '../threads/writing.ts'
import type { Shortcut } from './shortcuts.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** Lets single keys do on this clip what they stand for. */
export function useActs(watching: Watching, clip: Clip, listed: readonly Thread[], onHelp: () => void): void {
  const latest = useRef({ clip, listed, onHelp })
  latest.current = { clip, listed, onHelp }
  useShortcuts(useCallback((shortcut: Shortcut) => act(shortcut, watching, latest.current), [watching]))
}

interface Latest {
  readonly clip: Clip
  readonly listed: readonly Thread[]
  readonly onHelp: () => void
}

function act(shortcut: Shortcut, watching: Watching, latest: Latest): void {
  const { player, composer, replyingTo } = watching
  // Somebody writes, and the field is on its way.
  if (isWritingAwaited && (composer.isOpen.peek() || replyingTo.peek())) return
  if (shortcut.does === 'toggle') player.toggle()
  else if (shortcut.does === 'skip') player.skip(shortcut.ms)
  else if (shortcut.does === 'frame') player.step(shortcut.direction)
  else if (shortcut.does === 'tenth') player.seek(((latest.clip.durationMs ?? 0) * shortcut.tenth) / 10)
  else if (shortcut.does === 'full') player.toggleFullScreen()
  else if (shortcut.does === 'mute') player.toggleMuted()
  else if (shortcut.does === 'help') latest.onHelp()
  else if (shortcut.does === 'captions') player.toggleCaptions()
  else if (shortcut.does === 'speed') {
    player.shiftRate(shortcut.by)
    sayAloud(t('player.speed-now', { rate: player.rate.peek() }))
  } else talk(shortcut, watching, latest)
}

/** What has to do with the talk. */
function talk(shortcut: Shortcut, watching: Watching, { clip, listed }: Latest): void {
  const { player, composer, selectedId, replyingTo, reading } = watching
  const durationMs = clip.durationMs ?? 0
  const nowMs = player.timeMs.peek()
  if (shortcut.does === 'comment') {
    pauseToWrite(watching)
    composer.open(nowMs, durationMs)
    sayAloud(t('composer.opened', { time: durationInWords(nowMs) }))
    document.getElementById('composer-words')?.focus()
  } else if (shortcut.does === 'start' || shortcut.does === 'end') {
    pauseToWrite(watching)
    if (shortcut.does === 'start') composer.markStart(nowMs, durationMs)
    else composer.markEnd(nowMs, durationMs)
  } else if (shortcut.does === 'thread') {
    const from = { selectedId: selectedId.peek(), timeMs: nowMs }
    const thread = threadBeside(listed, shortcut.direction, from)
    if (thread) goTo(watching, thread)
  } else if (shortcut.does === 'unread') {
    const thread = listed.find(({ comments }) => comments.some(({ id }) => reading.isNew(id)))
    if (thread) goTo(watching, thread)
    else sayAloud(t('threads.none-new'))
  } else if (shortcut.does === 'follow') {
    setFollows(!follows.peek())
    say(follows.peek() ? t('threads.follow-on') : t('threads.follow-off'))
  } else if (shortcut.does === 'reply') {
    const selected = listed.find(({ id }) => id === selectedId.peek())
    if (selected?.can.comment) replyingTo.value = selected.id
  }
}

function goTo({ select }: Watching, thread: Thread): void {
  select(thread)
  // Once it is drawn, where another tab had to make room for it.
  setTimeout(() => {
    const card = document.getElementById(`thread-${thread.id}`)
    // Somebody quick answers in it already.
    if (!card?.contains(document.activeElement)) card?.focus({ preventScroll: true })
  })
}
