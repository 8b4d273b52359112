import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { say } from '../parts/status.tsx'
import { useAct } from '../parts/use-act.ts'

interface Props {
  readonly isOn: boolean
  readonly label: string
  /** With what it is about, where several stand on the page. */
  readonly aloud?: string
  readonly onSet: (on: boolean) => Promise<void>
}

/** A quiet button that stays pressed. What was refused is said. */
export function Toggle({ isOn, label, aloud, onSet }: Props) {
  const { isBusy, act } = useAct()
  return (
    <Button
      look="text"
      icon={isOn ? 'check' : undefined}
      aria-pressed={isOn}
      aria-label={aloud}
      busy={isBusy}
      onClick={() => void act(() => onSet(!isOn).catch((refusal) => say(problemWords(refusal))))}
    >
      {label}
    </Button>
  )
}
