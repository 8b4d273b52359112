import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { pauseToWrite } from '../threads/begin-writing.ts'
import { useWatching } from '../threads/watching.ts'
import { soonIn } from './stage-words.ts'
import type { Assignment } from './stages-query.ts'
import { sealOf } from './turns.ts'

interface Props {
  readonly assignments: readonly Assignment[]
  readonly durationMs: number
}

/** In the place of colleagues’ words, as long as one has not written: why they are not here, and when they will be. */
export function SealNotice({ assignments, durationMs }: Props) {
  const watching = useWatching()
  const isWriting = watching.composer.isOpen.value
  return (
    <>
      {assignments.map((assignment) => {
        const seal = sealOf(assignment)
        if (!seal) return null
        const when = soonIn(assignment.zone, seal.closesAt)
        const { mayPost } = seal.mine
        return (
          <Notice
            key={seal.id}
            icon="lock"
            title={t('seal.title')}
            actions={
              mayPost &&
              !isWriting && (
                <Button
                  onClick={() => {
                    pauseToWrite(watching)
                    watching.composer.open(watching.player.timeMs.peek(), durationMs)
                  }}
                >
                  {t('seal.write')}
                </Button>
              )
            }
          >
            <p>{mayPost ? t('seal.yours', { when }) : t('seal.others', { when })}</p>
          </Notice>
        )
      })}
    </>
  )
}
