import type { AuditRow } from '../../../src/identity/administration-schemas.ts'
import { roleWords } from '../me/role-words.ts'
import { listInWords } from '../messages/in-words.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import { isRule, ruleWords } from './retention-words.ts'

/** Everything that is done in an office; a test holds that nothing is missing. */
export const auditKeys = {
  'add-district': 'audit.add-district',
  'change-district': 'audit.change-district',
  'add-site': 'audit.add-site',
  'change-site': 'audit.change-site',
  'change-organisation': 'audit.change-organisation',
  'add-oidc-issuer': 'audit.add-oidc-issuer',
  'remove-oidc-issuer': 'audit.remove-oidc-issuer',
  'invite-person': 'audit.invite-person',
  'revoke-invitation': 'audit.revoke-invitation',
  'change-person': 'audit.change-person',
  'depart-person': 'audit.depart-person',
  'return-person': 'audit.return-person',
  'erase-person': 'audit.erase-person',
  'grant-role': 'audit.grant-role',
  'revoke-role': 'audit.revoke-role',
  'note-evaluator': 'audit.note-evaluator',
  'drop-evaluator': 'audit.drop-evaluator',
  'found-cohort': 'audit.found-cohort',
  'rename-cohort': 'audit.rename-cohort',
  'close-cohort': 'audit.close-cohort',
  'appoint-facilitator': 'audit.appoint-facilitator',
  'import-roster': 'audit.import-roster',
  'write-consent-policy': 'audit.write-consent-policy',
  'add-calendar-block': 'audit.add-calendar-block',
  'remove-calendar-block': 'audit.remove-calendar-block',
  'set-work-agreement': 'audit.set-work-agreement',
  'set-retention': 'audit.set-retention',
  'withdraw-clip': 'audit.withdraw-clip',
  'revoke-grant': 'audit.revoke-grant',
  'withdraw-consent': 'audit.withdraw-consent',
  'settle-pause': 'audit.settle-pause',
  'order-purge': 'audit.order-purge',
  'place-hold': 'audit.place-hold',
  'lift-hold': 'audit.lift-hold',
} as const satisfies Record<string, MessageKey>

/** What somebody did, in words. Names are those of today; clips have none here. */
export function auditWords({ what, detail, names }: AuditRow): string {
  if (!Object.hasOwn(auditKeys, what)) return t('audit.other', { what })
  const nameOf = (field: string, otherwise: MessageKey): string =>
    names[String(detail[field])] ?? t(otherwise)
  const place = names[String(detail.siteId)] ?? names[String(detail.districtId)]
  const role = roleWords(String(detail.role ?? ''))
  return t(auditKeys[what as keyof typeof auditKeys], {
    person: nameOf('personId', 'audit.a-person'),
    evaluator: nameOf('evaluatorId', 'audit.a-person'),
    evaluatee: nameOf('evaluateeId', 'audit.a-person'),
    facilitator: nameOf('facilitatorId', 'audit.a-person'),
    invited: nameOf('invitationId', 'audit.a-person'),
    cohort: nameOf('cohortId', 'audit.a-cohort'),
    district: nameOf('districtId', 'audit.a-district'),
    site: nameOf('siteId', 'audit.a-site'),
    issuer: nameOf('issuerId', 'audit.an-issuer'),
    role: place ? t('admin.role-of', { role, place }) : role,
    of: place ?? (detail.districtId ? t('audit.a-district') : t('audit.the-organisation')),
    version: String(detail.version ?? ''),
    added: Number(detail.added ?? 0),
    changed: Number(detail.changed ?? 0),
    departed: Number(detail.departed ?? 0),
    rules: rulesInWords(detail),
    resolution: resolutionInWords(String(detail.resolution ?? '')),
  })
}

const rulesInWords = (detail: AuditRow['detail']): string =>
  listInWords(
    Object.entries(detail).flatMap(([rule, days]) =>
      isRule(rule) ? [t('audit.rule', { rule: ruleWords(rule), days: Number(days) })] : [],
    ),
  )

const resolutions = {
  kept: 'audit.settled-kept',
  'cut again': 'audit.settled-cut-again',
  withdrawn: 'audit.settled-withdrawn',
} as const

const resolutionInWords = (resolution: string): string =>
  Object.hasOwn(resolutions, resolution) ? t(resolutions[resolution as keyof typeof resolutions]) : resolution
