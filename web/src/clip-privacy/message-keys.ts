import type { LedgerRow } from '../../../src/clips/ledger-schemas.ts'
import type { Pause } from '../../../src/clips/pause-schemas.ts'
import type { Purge } from '../../../src/retention/schemas.ts'

/** What a concern is about, or who no longer agrees. */
export const kindKeys = {
  'student privacy': 'concern.kind-privacy',
  safety: 'concern.kind-safety',
  tone: 'concern.kind-tone',
  other: 'concern.kind-other',
  guardian: 'unconsent.guardian',
  student: 'unconsent.student',
  principal: 'unconsent.principal',
  adult: 'unconsent.adult',
} as const satisfies Record<Pause['kind'], string>

/** Why a clip was destroyed. */
export const whyKeys = {
  owner: 'gone.why-owner',
  'privacy officer': 'gone.why-officer',
  retention: 'gone.why-retention',
  'consent withdrawn': 'gone.why-consent',
  'account deleted': 'gone.why-account',
} as const satisfies Record<Purge['why'], string>

/** How far those in the picture agreed to. */
export const scopeKeys = {
  cohort: 'consented.scope-cohort',
  organisation: 'consented.scope-organisation',
  network: 'consented.scope-network',
} as const

/** The message that tells of a row of the ledger. */
export function ledgerKey({ what, detail }: Pick<LedgerRow, 'what' | 'detail'>) {
  const mayDownload = detail?.canDownload === true
  switch (what) {
    case 'play':
      return 'ledger.play'
    case 'download':
      return detail?.original === true ? 'ledger.download-original' : 'ledger.download-done'
    case 'export':
      return 'ledger.export'
    case 'share':
      return mayDownload ? 'ledger.share-download' : 'ledger.share'
    case 'change grant':
      if (detail?.takenBack !== undefined) return 'ledger.change-back'
      return mayDownload ? 'ledger.change-download' : 'ledger.change'
    case 'revoke':
      return 'ledger.revoke'
    case 'acknowledge':
      return 'ledger.acknowledge'
    case 'withdraw':
      return 'ledger.withdraw'
    case 'restore':
      return 'ledger.restore'
    case 'cut':
      if (detail?.original === undefined) return 'ledger.cut'
      return detail.original === 'destroy' ? 'ledger.cut-destroy' : 'ledger.cut-seal'
    case 'consent':
      return 'ledger.consent'
    case 'pause':
      if (detail?.reason === 'concern') return 'ledger.pause-concern'
      return detail?.reason === 'consent withdrawn' ? 'ledger.pause-consent' : 'ledger.pause'
    case 'resume':
      if (detail?.resolution === 'cut again') return 'ledger.resume-cut'
      return detail?.resolution === 'withdrawn' ? 'ledger.resume-withdrawn' : 'ledger.resume-kept'
    case 'hold':
      return 'ledger.hold'
    case 'lift hold':
      return 'ledger.lift'
    case 'purge':
      return 'ledger.purge'
    case 'purged':
      return 'ledger.purged'
    case 'operator access':
      return 'ledger.operator'
    case 'captions':
      return detail?.change === 'removed' ? 'ledger.captions-removed' : 'ledger.captions'
    case 'nominate':
      return 'ledger.nominate'
    case 'consent to exemplar':
      return detail?.until === undefined ? 'ledger.exemplar-no' : 'ledger.exemplar-consent'
    case 'publish':
      return 'ledger.publish'
    case 'unpublish':
      return 'ledger.unpublish'
  }
}

/** Who did it, where it is not a person one may name; `undefined` where that is nobody's to know, as with a concern. */
export function actorKey({ by, what, detail }: Pick<LedgerRow, 'by' | 'what' | 'detail'>) {
  if (by === 'former member') return 'ledger.former'
  return what === 'pause' && detail?.reason === 'concern' ? undefined : 'ledger.system'
}
