import { later } from '../parts/later.tsx'
import type { AudienceProps } from './audience-dialog.tsx'

export const AudienceDialogLater = later<AudienceProps>(
  async () => (await import('./audience-dialog.tsx')).AudienceDialog,
  'sharing',
)
