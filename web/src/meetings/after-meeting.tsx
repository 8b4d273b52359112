import { later } from '../parts/later.tsx'

/** What a meeting came to, from its start on. It brings its own words. */
export const AfterMeeting = later(async () => (await import('../year/takeaways.tsx')).Takeaways, 'year')
