import type { Viewer } from '../identity/viewer.ts'
import type { PersonId } from '../platform/ids.ts'

/** Who rates whom, what is shared and what is withdrawn is settled by reach; this says whose the clip is. */
export const ownsClip = (viewer: Viewer, clip: { ownerId: PersonId }): boolean =>
  clip.ownerId === viewer.personId
