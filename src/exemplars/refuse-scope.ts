import { conflict } from '../platform/problems.ts'
import type { AudienceKind } from './kinds.ts'

/** Refuses (409) an audience that is wider than those in the picture agreed to; INV-16. */
export function refuseScope(
  { scope }: { readonly scope: 'cohort' | 'organisation' | 'network' },
  kind: AudienceKind,
): void {
  if (kind !== 'cohort' && scope === 'cohort') {
    conflict(
      'consent-scope-too-small',
      'Those in the recording agreed to it for one group alone. Ask them whether it may be seen by more, or choose a cohort.',
    )
  }
}
