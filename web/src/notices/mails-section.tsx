import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { NoticeSettings } from '../../../src/notices/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { noticeSettingsQuery } from './notices-queries.ts'

const path = '/api/v1/me/notice-settings'

/** How often the reader is written to, and what is wrong where mail to them was refused. */
export function MailsSection() {
  const settings = useQuery(noticeSettingsQuery)
  return (
    <section aria-labelledby="mails">
      <h2 id="mails">{t('mails.title')}</h2>
      <p class="hint">{t('mails.about')}</p>
      {settings.isPending && <Loading />}
      {settings.error && <Trouble error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data && <Choice settings={settings.data} />}
    </section>
  )
}

function Choice({ settings: { rhythm, refusal } }: { readonly settings: NoticeSettings }) {
  const client = useQueryClient()
  const { email } = useMe()
  const { isBusy, refusal: trouble, act } = useAct()
  const keep = (settings: NoticeSettings) => client.setQueryData(noticeSettingsQuery.queryKey, settings)
  const choose = async (wanted: NoticeSettings['rhythm']) => {
    if (isBusy) return
    // It is shown as chosen while it is kept.
    keep({ rhythm: wanted, refusal })
    const isKept = await act(
      async () => keep(await call<NoticeSettings>(path, { method: 'PUT', body: { rhythm: wanted } })),
      t('mails.chosen'),
    )
    if (!isKept) keep({ rhythm, refusal })
  }
  const again = () =>
    act(async () => {
      await call('/api/v1/me/mail-refusal', { method: 'DELETE' })
      keep({ rhythm, refusal: null })
    }, t('mails.tried-again'))
  return (
    <>
      <RadioChips
        legend={t('mails.rhythm')}
        value={rhythm}
        options={[
          { value: 'daily', label: t('mails.daily') },
          { value: 'weekly', label: t('mails.weekly') },
          { value: 'before meetings', label: t('mails.before-meetings') },
          { value: 'never', label: t('mails.never') },
        ]}
        onChoose={(wanted) => void choose(wanted)}
      />
      <p class="hint">{hintOf(rhythm)}</p>
      {trouble !== undefined && (
        <p class="field-error" role="alert">
          {problemWords(trouble)}
        </p>
      )}
      {refusal && (
        <Notice
          tone="warn"
          title={t('mails.refused', { email, day: dateOf(refusal.at) })}
          actions={
            <Button busy={isBusy} onClick={() => void again()}>
              {t('mails.again')}
            </Button>
          }
        >
          <p>{t('mails.refused-about')}</p>
          <p>
            <q>{refusal.reply}</q>
          </p>
        </Notice>
      )}
    </>
  )
}

function hintOf(rhythm: NoticeSettings['rhythm']): string {
  if (rhythm === 'daily') return t('mails.daily-hint')
  if (rhythm === 'weekly') return t('mails.weekly-hint')
  return rhythm === 'never' ? t('mails.never-hint') : t('mails.before-meetings-hint')
}
