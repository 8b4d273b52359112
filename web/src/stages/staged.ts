import { later } from '../parts/later.tsx'

const fetched = async () => (await import('./stage-parts.ts')).stageParts

/** What stands on the watch page where an assignment runs, and only there is fetched. */
export const StagePanel = later(async () => (await fetched()).StagePanel, 'stages')
export const FollowStages = later(async () => (await fetched()).FollowStages, 'stages')
export const SealNotice = later(async () => (await fetched()).SealNotice, 'stages')
