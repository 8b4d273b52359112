import { useEffect, useState } from 'preact/hooks'
import { bytesInWords } from '../messages/in-words.ts'
import { learn, t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { say } from '../parts/status.tsx'
import { Switch } from '../parts/switch.tsx'
import type { LocalTrim } from './local-trim.tsx'
import { bytesRemade, type MediaFacts, offersSmaller } from './media-facts.ts'
import type { Upload } from './upload-state.ts'
import { useUploader } from './use-uploader.ts'

interface Props {
  readonly upload: Upload
  readonly facts: MediaFacts
  readonly file: File
}

/** What this device can do with a file before it is sent. Where it can do nothing, that comes after. */
export function BeforeSending({ upload, facts, file }: Props) {
  const uploader = useUploader()
  const { key, size, wish = { smaller: false } } = upload
  if (!facts.canRemake) return <p class="hint">{t('upload.trim-later')}</p>
  const after = bytesRemade(facts, { ...wish, smaller: true }, size) ?? size
  return (
    <>
      <KeepPart
        file={file}
        durationMs={facts.durationMs ?? 0}
        part={wish.part}
        onPart={(part) => uploader.setWish(key, { ...wish, part })}
      />
      {(offersSmaller(facts, size) || wish.smaller) && (
        <Switch
          label={t('upload.smaller')}
          hint={t('upload.smaller-hint', { size: bytesInWords(size), after: bytesInWords(after) })}
          on={wish.smaller}
          onChange={(smaller) => uploader.setWish(key, { ...wish, smaller })}
        />
      )}
    </>
  )
}

type TrimProps = Omit<Parameters<typeof LocalTrim>[0], 'onClose'>

/** The two handles, fetched when they are asked for. */
function KeepPart(props: TrimProps) {
  const [isOpen, setOpen] = useState(props.part !== undefined)
  const [Trim, setTrim] = useState<typeof LocalTrim>()
  useEffect(() => {
    if (!isOpen || Trim) return
    Promise.all([import('./local-trim.tsx'), learn('cut')]).then(
      ([module]) => setTrim(() => module.LocalTrim),
      () => {
        say(t('problem.unreachable'))
        setOpen(false)
      },
    )
  }, [isOpen, Trim])
  if (isOpen && Trim) return <Trim {...props} onClose={() => setOpen(false)} />
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{t('upload.keep-part')}</Button>
    </div>
  )
}
