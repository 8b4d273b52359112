import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'

/** Whose clip it is, in words; the owner of an exemplar may have asked not to be named. */
export const ownerName = (owner: Clip['owner']): string => owner?.name ?? t('clip.a-colleague')
