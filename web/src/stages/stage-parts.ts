import { FollowStages } from './follow-stages.tsx'
import { SealNotice } from './seal-notice.tsx'
import { StagePanel } from './stage-panel.tsx'

/** What `staged.ts` fetches in one piece. */
export const stageParts = { FollowStages, SealNotice, StagePanel }
