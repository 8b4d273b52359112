import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { ChangeClip, Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { isNotHere } from '../api/problem.ts'
import { clipQuery, clipsQuery } from '../api/queries.ts'
import { forget, keep, readKept } from '../browser/kept.ts'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Field, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { WhoSeesIt } from './who-sees-it.tsx'

interface Props {
  readonly clipId: string
  /** No other upload stands beside it: then there is room for everything. */
  readonly isAlone: boolean
}

/** While a clip is on its way, and after: what it is about, what to look for, and who is to see it. */
export function ClipAbout({ clipId, isAlone }: Props) {
  const { data: clip, isPending, error, refetch } = useQuery(clipQuery(clipId))
  if (isPending) return <Loading />
  if (!clip || isNotHere(error)) {
    return isNotHere(error) ? null : <Trouble error={error} onRetry={() => void refetch()} />
  }
  if (clip.failure && !clip.can.play) return null
  return (
    <div class="clip-about">
      <details open={isAlone}>
        <summary>{t('upload.about-open')}</summary>
        <AboutForm clip={clip} />
      </details>
      <WhoSeesIt clip={clip} />
    </div>
  )
}

type Words = Pick<Clip, 'title'> & { readonly tried: string; readonly question: string }

/** By clip: of each person's own clips, and kept as theirs. */
type Drafts = Readonly<Record<string, Partial<Words>>>

/** Its words stay in this browser from the first letter until they are saved. */
function AboutForm({ clip }: { readonly clip: Clip }) {
  const client = useQueryClient()
  const draftsName = `about.${clip.owner?.id}`
  const saved: Words = { title: clip.title, tried: clip.tried ?? '', question: clip.question ?? '' }
  const [draft, setDraft] = useState(() => readKept<Drafts>(draftsName)?.[clip.id])
  const words: Words = { ...saved, ...draft }
  const isChanged = draft !== undefined && JSON.stringify(words) !== JSON.stringify(saved)
  const id = (field: keyof Words) => `${field}-${clip.id}`
  const write = (change: Partial<Words>) => {
    const next = { ...draft, ...change }
    setDraft(next)
    keep(draftsName, { ...readKept<Drafts>(draftsName), [clip.id]: next })
  }
  const save = async () => {
    const said: ChangeClip = {
      title: words.title.trim(),
      tried: words.tried.trim() || null,
      question: words.question.trim() || null,
    }
    const { queryKey } = clipQuery(clip.id)
    client.setQueryData(
      queryKey,
      await call<Clip>(`/api/v1/clips/${clip.id}`, { method: 'PATCH', body: said }),
    )
    void client.invalidateQueries({ queryKey: clipsQuery.queryKey })
    const { [clip.id]: _, ...others } = readKept<Drafts>(draftsName) ?? {}
    if (Object.keys(others).length > 0) keep(draftsName, others)
    else forget(draftsName)
    setDraft(undefined)
    say(t('upload.about-saved'))
  }
  return (
    <Form
      label={t('upload.about-label', { title: clip.title })}
      action={t('upload.about-save')}
      send={save}
      check={(form) => checkFields(form, [{ field: id('title'), missing: 'upload.title-missing' }])}
      beside={isChanged && <p class="hint">{t('upload.about-unsaved')}</p>}
    >
      <Field
        id={id('title')}
        name={id('title')}
        label={t('upload.title')}
        maxLength={200}
        value={words.title}
        onInput={({ currentTarget }) => write({ title: currentTarget.value })}
        required
      />
      <TextArea
        id={id('tried')}
        label={t('upload.tried')}
        hint={t('upload.tried-hint')}
        maxLength={2000}
        value={words.tried}
        onInput={({ currentTarget }) => write({ tried: currentTarget.value })}
      />
      <TextArea
        id={id('question')}
        label={t('upload.question')}
        hint={t('upload.question-hint')}
        maxLength={2000}
        value={words.question}
        onInput={({ currentTarget }) => write({ question: currentTarget.value })}
      />
    </Form>
  )
}
