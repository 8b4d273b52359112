import { useId } from 'preact/hooks'
import { Icon, type IconName } from '../parts/icon.tsx'

interface Props {
  readonly label: string
  readonly look?: 'plain' | 'primary'
  readonly icon?: IconName
  readonly several?: boolean
  /** Opens the camera at once, on phones. */
  readonly capture?: boolean
  readonly onChoose: (files: readonly File[]) => void
}

/** The browser's own field for files, as one of our buttons. */
export function FileChoice({ label, look = 'plain', icon, several, capture, onChoose }: Props) {
  const id = useId()
  return (
    <span class="file-choice">
      <input
        id={id}
        type="file"
        accept={capture ? 'video/*' : 'video/*,audio/*'}
        multiple={several}
        {...(capture && { capture: 'environment' as const })}
        onChange={({ currentTarget: input }) => {
          const files = [...(input.files ?? [])]
          // So that the same file, chosen once more, is a choice again.
          input.value = ''
          if (files.length > 0) onChoose(files)
        }}
      />
      <label for={id} class={`button ${look}`}>
        {icon && <Icon name={icon} />}
        <span>{label}</span>
      </label>
    </span>
  )
}
