import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { OidcIssuer } from '../../../src/identity/oidc-schemas.ts'
import { t } from '../messages/messages.ts'
import { pagesOf } from '../office/fetch-pages.ts'
import { List } from '../office/list.tsx'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Button } from '../parts/button.tsx'
import { AddIssuerDialog } from './add-issuer-dialog.tsx'
import { IssuerCard } from './issuer-card.tsx'

export const IssuersPage = forRoom('issuers', Issuers)

/** Who vouches for the organisation’s people when they sign in. */
function Issuers() {
  const [isAdding, setAdding] = useState(false)
  const issuers = useInfiniteQuery(pagesOf<OidcIssuer>('/api/v1/oidc-issuers'))
  return (
    <OfficeFrame
      title={t('admin.issuers')}
      about={t('admin.issuers-about')}
      beside={
        <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
          {t('admin.issuer-add')}
        </Button>
      }
    >
      <List of={issuers} nothing={<p>{t('admin.issuers-none')}</p>}>
        {(rows) => rows.map((issuer) => <IssuerCard key={issuer.id} issuer={issuer} />)}
      </List>
      {isAdding && <AddIssuerDialog onClose={() => setAdding(false)} />}
    </OfficeFrame>
  )
}
