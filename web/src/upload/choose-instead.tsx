import { useLocation } from 'preact-iso'
import { t } from '../messages/messages.ts'
import type { WayOn } from './failure-ways.ts'
import { FileChoice } from './file-choice.tsx'
import { useUploader } from './use-uploader.ts'

interface Props {
  readonly wayOn: Exclude<WayOn, 'again'>
  /** What the one it stands in for was called. */
  readonly title: string
  readonly onChosen?: () => void
}

/** Another file in the place of one that came to nothing. It waits on the page where clips are added. */
export function ChooseInstead({ wayOn, title, onChosen }: Props) {
  const uploader = useUploader()
  const { route } = useLocation()
  const label = {
    another: () => t('upload.choose-another'),
    same: () => t('upload.choose-same'),
    shorter: () => t('upload.choose-shorter'),
  }[wayOn]()
  return (
    <FileChoice
      label={label}
      look="plain"
      onChoose={(files) => {
        onChosen?.()
        void uploader.choose(files, title)
        route('/clips/new')
      }}
    />
  )
}
