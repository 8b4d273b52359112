import { later } from '../parts/later.tsx'

/** The cohort's mirror with its words, for the pages that show it below what they are for. */
export const MirrorLater = later(async () => (await import('./mirror.tsx')).Mirror, 'pack')
