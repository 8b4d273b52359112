import { useState } from 'preact/hooks'
import type { District, Site } from '../../../src/identity/administration-schemas.ts'
import { t } from '../messages/messages.ts'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { SearchBox } from '../office/search-box.tsx'
import { Table } from '../office/table.tsx'
import { Button } from '../parts/button.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { DistrictDialog } from './district-dialog.tsx'
import { usePlaces } from './places.ts'
import { SiteDialog } from './site-dialog.tsx'

export const PlacesPage = forRoom('places', Places)

/** What is open over the page; without a place, it is about a new one. */
type Open =
  | { readonly of: 'district'; readonly place?: District }
  | { readonly of: 'site'; readonly place?: Site }

function Places() {
  const { districts, sites, isPending, error, refetch } = usePlaces()
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const found = sites.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
  const districtOf = ({ districtId }: Site) => districts.find(({ id }) => id === districtId)?.name ?? ''
  return (
    <OfficeFrame title={t('admin.places')} about={t('admin.places-about')}>
      {isPending && <Loading />}
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && (
        <>
          <section class="part" aria-labelledby="districts">
            <div class="page-head">
              <h2 id="districts">{t('admin.districts')}</h2>
              <Button icon="plus" onClick={() => setOpen({ of: 'district' })}>
                {t('admin.district-add')}
              </Button>
            </div>
            {districts.length === 0 && <p class="empty">{t('admin.districts-none')}</p>}
            <ul class="office-rows">
              {districts.map((place) => (
                <li key={place.id}>
                  <span>{place.name}</span>
                  <Button
                    aria-label={t('admin.rename-of', { name: place.name })}
                    onClick={() => setOpen({ of: 'district', place })}
                  >
                    {t('admin.rename')}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
          <section class="part" aria-labelledby="sites">
            <div class="page-head">
              <h2 id="sites">{t('admin.sites')}</h2>
              {districts.length > 0 && (
                <Button icon="plus" onClick={() => setOpen({ of: 'site' })}>
                  {t('admin.site-add')}
                </Button>
              )}
            </div>
            {sites.length > 8 && <SearchBox label={t('admin.sites-search')} onSearch={setSearch} />}
            {found.length === 0 && (
              <p class="empty">{search ? t('offices.none-found', { search }) : t('admin.sites-none')}</p>
            )}
            {found.length > 0 && (
              <Table
                caption={t('admin.sites')}
                rows={found}
                keyOf={({ id }) => id}
                columns={[
                  { head: t('admin.name'), cell: ({ name }) => name },
                  { head: t('admin.district'), cell: districtOf },
                  { head: t('admin.zone'), cell: ({ zone }) => zone.replaceAll('_', ' ') },
                  {
                    head: t('offices.acts'),
                    isActs: true,
                    cell: (place) => (
                      <Button
                        aria-label={t('admin.change-of', { name: place.name })}
                        onClick={() => setOpen({ of: 'site', place })}
                      >
                        {t('admin.change')}
                      </Button>
                    ),
                  },
                ]}
              />
            )}
          </section>
        </>
      )}
      {open?.of === 'district' && <DistrictDialog district={open.place} onClose={close} />}
      {open?.of === 'site' && <SiteDialog site={open.place} districts={districts} onClose={close} />}
    </OfficeFrame>
  )
}
