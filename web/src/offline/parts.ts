import { leave } from './leave.ts'
import { Line } from './line.tsx'
import { postsOf } from './open-posts.ts'
import { OtherDrafts } from './other-drafts.tsx'
import { QueuedCards } from './queued-cards.tsx'
import { SignOut } from './sign-out.tsx'
import { Unreached } from './unreached.tsx'

/** All that is for bad times: one file to fetch, after what the page is for. */
export const parts = { leave, Line, OtherDrafts, QueuedCards, SignOut, Unreached, postsOf }
