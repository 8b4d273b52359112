import { useState } from 'preact/hooks'
import type { CaptionsList } from '../../../src/captions/schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { language, t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { captionLanguages } from './caption-languages.ts'
import { languageName } from './language-name.ts'
import { refusalWords } from './refusal-words.ts'

type Language = (typeof captionLanguages)[number]

interface Props {
  readonly clip: Clip
  readonly list: CaptionsList
  readonly onAdded: (list: CaptionsList) => void
  /** Line by line, instead of a file. */
  readonly onWrite: (language: Language) => void
}

const mostBytes = 2 ** 20

/** Captions in a language from a file, or begun by hand. */
export function AddCaptions({ clip, list, onAdded, onWrite }: Props) {
  const [chosen, setChosen] = useState<Language>(() => firstFree(list))
  const stands = list.items.some((each) => each.language === chosen)
  const send = async (form: FormData, element: HTMLFormElement) => {
    const file = await textOf(form.get('captions-file') as File)
    onAdded(
      await call<CaptionsList>(`/api/v1/clips/${clip.id}/captions/${chosen}`, {
        method: 'PUT',
        body: { file, cutNo: clip.cutNo },
      }),
    )
    element.reset()
    say(t('captions.added', { language: languageName(chosen) }))
  }
  return (
    <section class="add-captions" aria-labelledby="add-captions">
      <h3 id="add-captions">{t('captions.add')}</h3>
      <Form
        action={stands ? t('captions.replace') : t('captions.upload')}
        send={send}
        refusalWords={refusalWords}
        check={(form) => {
          const file = form.get('captions-file')
          if (!(file instanceof File) || file.size === 0) {
            return [{ field: 'captions-file', text: t('captions.no-file') }]
          }
          return file.size > mostBytes ? [{ field: 'captions-file', text: t('captions.too-large') }] : []
        }}
        beside={!stands && <Button onClick={() => onWrite(chosen)}>{t('captions.write')}</Button>}
      >
        <Select
          id="captions-language"
          label={t('captions.language')}
          value={chosen}
          onChange={({ currentTarget }) => setChosen(currentTarget.value as Language)}
        >
          {captionLanguages.map((each) => (
            <option key={each} value={each}>
              {languageName(each)}
            </option>
          ))}
        </Select>
        <Field
          id="captions-file"
          name="captions-file"
          type="file"
          accept=".vtt,.srt,text/vtt,application/x-subrip"
          label={t('captions.file')}
          hint={stands ? t('captions.stands') : t('captions.file-hint')}
        />
      </Form>
    </section>
  )
}

/** The language of the page, unless it is there already. */
const firstFree = ({ items }: CaptionsList): Language =>
  [language(), ...captionLanguages].find((each) => !items.some((item) => item.language === each)) ?? 'en'

/** Many caption programs still write in the character set of Windows. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
