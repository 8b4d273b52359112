import { useEffect } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { say } from '../parts/status.tsx'
import { useAct } from '../parts/use-act.ts'
import { useWatching } from './watching.ts'

const lastsMs = 10_000

/** What was posted just now, with a way back as long as nobody can have read much of it. */
export function PostedBar() {
  const { posted } = useWatching()
  const { act, isBusy } = useAct()
  const what = posted.value
  useEffect(() => {
    if (!what) return
    const timer = setTimeout(() => {
      if (posted.peek() === what) posted.value = undefined
    }, lastsMs)
    return () => clearTimeout(timer)
  }, [what, posted])
  if (!what) return null
  const undo = () =>
    what.undo().then(
      () => {
        posted.value = undefined
        say(t('posted.undone'))
      },
      (error) => {
        posted.value = undefined
        say(problemWords(error))
      },
    )
  return (
    <div class="posted">
      <Icon name="check" />
      <p>{what.words}</p>
      <Button busy={isBusy} onClick={() => void act(undo)}>
        {t('posted.undo')}
      </Button>
    </div>
  )
}
