import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { AdministeredPerson } from '../../../src/identity/administration-schemas.ts'
import { t } from '../messages/messages.ts'
import { pagesOf } from '../office/fetch-pages.ts'
import { List } from '../office/list.tsx'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { SearchBox } from '../office/search-box.tsx'
import { Table } from '../office/table.tsx'
import { Button } from '../parts/button.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { rolesInWords } from './scoped-role.ts'

export const PeoplePage = forRoom('people', People)

/** Everybody in the organisation: who they are here, not what they do. */
function People() {
  const [search, setSearch] = useState('')
  const [state, setState] = useState<'active' | 'departed'>('active')
  const [isInviting, setInviting] = useState(false)
  const people = useInfiniteQuery(
    pagesOf<AdministeredPerson>('/api/v1/administration/people', { search, state }),
  )
  return (
    <OfficeFrame
      title={t('admin.people')}
      about={t('admin.people-about')}
      beside={
        <Button look="primary" icon="plus" onClick={() => setInviting(true)}>
          {t('admin.invite.title')}
        </Button>
      }
    >
      <div class="search-bar">
        <SearchBox label={t('admin.people-search')} onSearch={setSearch} />
        <RadioChips
          legend={t('admin.people-state')}
          value={state}
          options={[
            { value: 'active', label: t('admin.people-active') },
            { value: 'departed', label: t('admin.people-departed') },
          ]}
          onChoose={setState}
        />
        <a href="/administration/invitations">{t('admin.invitations')}</a>
      </div>
      <List
        of={people}
        search={search}
        nothing={<p>{t(state === 'active' ? 'admin.people-none' : 'admin.people-none-departed')}</p>}
      >
        {(rows) => (
          <Table caption={t('admin.people')} rows={rows} keyOf={({ id }) => id} columns={columns()} />
        )}
      </List>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </OfficeFrame>
  )
}

const columns = () => [
  {
    head: t('admin.name'),
    cell: ({ id, name }: AdministeredPerson) => <a href={`/administration/people/${id}`}>{name}</a>,
  },
  { head: t('sign-in.email'), cell: ({ email }: AdministeredPerson) => email },
  { head: t('admin.roles'), cell: ({ roles }: AdministeredPerson) => rolesInWords(roles) },
  { head: t('admin.site'), cell: ({ site }: AdministeredPerson) => site?.name ?? t('admin.none') },
  {
    head: t('admin.signs-in'),
    cell: ({ hasSignedIn }: AdministeredPerson) =>
      t(hasSignedIn ? 'admin.signs-in-yes' : 'admin.signs-in-not-yet'),
  },
]
