import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { CaptionsList } from '../../../src/captions/schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { AddCaptions } from './add-captions.tsx'
import { captionsQuery, linesQuery } from './captions-query.ts'
import { languageName } from './language-name.ts'
import { LineEditor } from './line-editor.tsx'

type Captions = CaptionsList['items'][number]
type Language = Captions['language']

interface Props {
  readonly clip: Clip
  readonly onClose: () => void
}

/** All an owner does about captions: bring a file, write or edit lines, take them away, have a program make them. */
export function CaptionsDialog({ clip, onClose }: Props) {
  const client = useQueryClient()
  const query = captionsQuery(clip.id)
  const { data, error, refetch } = useQuery(query)
  const [editing, setEditing] = useState<Language>()
  const take = (list: CaptionsList) => client.setQueryData(query.queryKey, list)
  const edited = data?.items.find((each) => each.language === editing)
  return (
    <Dialog
      title={editing ? t('captions.edit-title', { language: languageName(editing) }) : t('captions.title')}
      onClose={onClose}
    >
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && editing && (
        <Edited
          clip={clip}
          language={editing}
          captions={edited}
          onSaved={(list) => {
            take(list)
            setEditing(undefined)
            say(t('captions.saved'))
          }}
          onCancel={() => setEditing(undefined)}
        />
      )}
      {data && !editing && (
        <>
          <p>{t('captions.what')}</p>
          {data.items.length > 0 && (
            <ul class="caption-list">
              {data.items.map((each) => (
                <CaptionRow
                  key={each.language}
                  clip={clip}
                  captions={each}
                  onEdit={() => setEditing(each.language)}
                />
              ))}
            </ul>
          )}
          <Making clip={clip} list={data} onAsked={take} />
          <AddCaptions clip={clip} list={data} onAdded={take} onWrite={setEditing} />
        </>
      )}
    </Dialog>
  )
}

interface RowProps {
  readonly clip: Clip
  readonly captions: Captions
  readonly onEdit: () => void
}

const sourceKeys = {
  uploaded: 'captions.uploaded',
  edited: 'captions.edited',
  machine: 'captions.machine',
} as const

function CaptionRow({ clip, captions, onEdit }: RowProps) {
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const { refusal, isBusy, act } = useAct()
  const name = languageName(captions.language)
  const remove = () =>
    act(
      async () => {
        await call(`/api/v1/clips/${clip.id}/captions/${captions.language}`, { method: 'DELETE' })
        await client.invalidateQueries({ queryKey: captionsQuery(clip.id).queryKey })
      },
      t('captions.removed', { language: name }),
    )
  return (
    <li>
      <div>
        <p class="cohort-name">{name}</p>
        <p class="hint">{t(sourceKeys[captions.source], { when: whenInWords(captions.madeAt) })}</p>
      </div>
      {isAsking ? (
        <Notice
          tone="warn"
          actions={
            <>
              <Button look="danger" busy={isBusy} onClick={() => void remove()}>
                {t('captions.remove-sure')}
              </Button>
              <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
            </>
          }
        >
          <p>{t('captions.remove-words', { language: name })}</p>
        </Notice>
      ) : (
        <div class="actions">
          <Button onClick={onEdit}>
            {t('captions.edit')}
            <span class="visually-hidden"> {name}</span>
          </Button>
          <a class="button plain" href={captions.url} download={`${clip.title}.${captions.language}.vtt`}>
            <span>
              {t('captions.download')}
              <span class="visually-hidden"> {name}</span>
            </span>
          </a>
          <Button look="quiet" onClick={() => setAsking(true)}>
            {t('captions.remove')}
            <span class="visually-hidden"> {name}</span>
          </Button>
        </div>
      )}
      {refusal !== undefined && <p class="field-error">{problemWords(refusal)}</p>}
    </li>
  )
}

interface MakingProps {
  readonly clip: Clip
  readonly list: CaptionsList
  readonly onAsked: (list: CaptionsList) => void
}

/** Where a program that listens is set up. What it could not do is said here, and nowhere else. */
function Making({ clip, list: { making, items }, onAsked }: MakingProps) {
  const { refusal, isBusy, act } = useAct()
  if (!making || (making.state === 'none' && !making.can)) return null
  if (making.state === 'made' && items.length > 0) return null
  const ask = () =>
    act(async () => {
      onAsked(await call<CaptionsList>(`/api/v1/clips/${clip.id}/captions`, { method: 'POST' }))
    }, t('captions.asked'))
  return (
    <Notice
      actions={
        making.can && (
          <Button busy={isBusy} onClick={() => void ask()}>
            {making.state === 'failed' ? t('again') : t('captions.ask')}
          </Button>
        )
      }
    >
      <p>
        {making.state === 'asked'
          ? t('captions.making')
          : making.state === 'failed'
            ? t('captions.not-made')
            : t('captions.can-make')}
      </p>
      {refusal !== undefined && <p class="field-error">{problemWords(refusal)}</p>}
    </Notice>
  )
}

interface EditedProps {
  readonly clip: Clip
  readonly language: Language
  readonly captions: Captions | undefined
  readonly onSaved: (list: CaptionsList) => void
  readonly onCancel: () => void
}

function Edited({ clip, language, captions, onSaved, onCancel }: EditedProps) {
  const { data, error, refetch } = useQuery({
    ...linesQuery(captions ?? none, clip.cutNo),
    enabled: captions !== undefined,
  })
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />
  if (captions && !data) return <Loading />
  return (
    <LineEditor clip={clip} language={language} cues={data ?? []} onSaved={onSaved} onCancel={onCancel} />
  )
}

const none = { language: 'en', source: 'edited', madeBy: null, madeAt: '', url: '' } as const
