import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { ChooseInstead } from './choose-instead.tsx'
import { wayOnAfter } from './failure-ways.ts'
import type { Upload } from './upload-state.ts'
import { useUploader } from './use-uploader.ts'

/** What helps after the server would not take a file. */
export function RefusedActions({ upload }: { readonly upload: Upload }) {
  const uploader = useUploader()
  const { key, title, refusal } = upload
  const wayOn = wayOnAfter(refusal?.code ?? '')
  if (wayOn === 'again' && uploader.fileOf(key)) {
    return <Button onClick={() => uploader.send(key)}>{t('again')}</Button>
  }
  return (
    <ChooseInstead
      wayOn={wayOn === 'again' ? 'same' : wayOn}
      title={title}
      onChosen={() => void uploader.remove(key)}
    />
  )
}
