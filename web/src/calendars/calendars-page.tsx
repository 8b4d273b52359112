import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { WorkAgreement } from '../../../src/calendars/schemas.ts'
import { usePlaces } from '../administration/places.ts'
import { t } from '../messages/messages.ts'
import { oneOf } from '../office/fetch-pages.ts'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Button } from '../parts/button.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { AgreementDialog } from './agreement-dialog.tsx'
import { agreementInWords } from './agreement-words.ts'
import { BlockDialog } from './block-dialog.tsx'
import { BlockList } from './block-list.tsx'

export const CalendarsPage = forRoom('calendars', Calendars)

type Open = { readonly of: 'block' } | { readonly of: 'agreement'; readonly agreement: WorkAgreement }

const nothingAgreed = { quietFrom: null, quietUntil: null, latestDue: null, weeklyMinutes: null }

/** Days that are kept free, and what was agreed on hours, for everybody or by district and school. */
function Calendars() {
  const places = usePlaces()
  const agreements = useQuery(oneOf<{ items: WorkAgreement[] }>('/api/v1/administration/work-agreements'))
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const agreementOf = (districtId: WorkAgreement['districtId']): WorkAgreement =>
    agreements.data?.items.find((each) => each.districtId === districtId) ?? { districtId, ...nothingAgreed }
  const rows = [
    { name: t('calendars.rest'), agreement: agreementOf(null) },
    ...places.districts.map(({ id, name }) => ({ name, agreement: agreementOf(id) })),
  ]
  return (
    <OfficeFrame title={t('admin.calendars')} about={t('calendars.about')}>
      {places.error && <Trouble error={places.error} onRetry={() => void places.refetch()} />}
      <section class="part" aria-labelledby="blocks">
        <div class="page-head">
          <h2 id="blocks">{t('calendars.blocks')}</h2>
          <Button icon="plus" onClick={() => setOpen({ of: 'block' })}>
            {t('calendars.block-add')}
          </Button>
        </div>
        <p class="hint">{t('calendars.blocks-hint')}</p>
        <BlockList districts={places.districts} sites={places.sites} />
      </section>
      <section class="part" aria-labelledby="agreements">
        <h2 id="agreements">{t('calendars.agreements')}</h2>
        <p class="hint">{t('calendars.agreements-hint')}</p>
        {agreements.isPending && <Loading />}
        {agreements.error && <Trouble error={agreements.error} onRetry={() => void agreements.refetch()} />}
        {agreements.data && (
          <ul class="office-rows">
            {rows.map(({ name, agreement }) => (
              <li key={name}>
                <div>
                  <p>{name}</p>
                  {agreementInWords(agreement).map((line) => (
                    <p key={line} class="hint">
                      {line}
                    </p>
                  ))}
                </div>
                <Button
                  aria-label={t('admin.change-of', { name })}
                  onClick={() => setOpen({ of: 'agreement', agreement })}
                >
                  {t('admin.change')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </section>
      {open?.of === 'block' && (
        <BlockDialog districts={places.districts} sites={places.sites} onClose={close} />
      )}
      {open?.of === 'agreement' && (
        <AgreementDialog
          agreement={open.agreement}
          name={rows.find(({ agreement }) => agreement.districtId === open.agreement.districtId)?.name ?? ''}
          onClose={close}
        />
      )}
    </OfficeFrame>
  )
}
