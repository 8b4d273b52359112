import type { Changes } from '../../src/platform/live/changes.ts'

/** Counts who follows changes: how many do now, and how many ever did. */
export function countFollowers(changes: Changes) {
  const count = { now: 0, ever: 0 }
  const counted = (stop: () => void) => {
    count.now++
    count.ever++
    let isOver = false
    return () => {
      stop()
      if (!isOver) count.now--
      isOver = true
    }
  }
  const { follow, followNews } = changes
  changes.follow = (of, onChange) => counted(follow(of, onChange))
  changes.followNews = (of, onNews) => counted(followNews(of, onNews))
  return count
}
