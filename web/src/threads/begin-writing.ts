import { signal } from '@preact/signals'
import { keep, readKept } from '../browser/kept.ts'
import type { Watching } from './watching.ts'

/** Whether the clip plays on after posting, where it was playing before. */
export const resumes = signal(readKept<boolean>('resume') ?? false)

export function setResumes(wanted: boolean): void {
  resumes.value = wanted
  keep('resume', wanted)
}

/** Stops the clip to write about what it shows, and remembers whether it was playing. */
export function pauseToWrite({ player, composer, wasPlaying }: Watching): void {
  if (!composer.isOpen.peek()) wasPlaying.value = player.isPlaying.peek()
  player.pause()
}

/** Back to the clip, with the focus, too. */
export function backToPlayer({ player, wasPlaying }: Watching): void {
  document.getElementById('play')?.focus({ preventScroll: true })
  if (player.loopRange.peek()) {
    player.loopRange.value = null
    player.pause()
  }
  if (wasPlaying.peek() && resumes.peek()) player.play()
  wasPlaying.value = false
}
