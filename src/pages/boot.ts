import type { Assignment } from '../assignments/schemas.ts'
import type { Clip } from '../clips/schemas.ts'
import type { OwnInvitation } from '../cohorts/invitation-schemas.ts'
import type { Cohort } from '../cohorts/schemas.ts'
import type { MyExemplars } from '../exemplars/lifecycle-schemas.ts'
import type { Me } from '../identity/schemas.ts'
import type { Meeting } from '../meetings/schemas.ts'
import type { ClipNews, News } from '../threads/news-schemas.ts'
import type { Thread } from '../threads/schemas.ts'

interface List<Item> {
  readonly items: Item[]
  readonly next: string | null
}

/** What a page starts with. Each part is what the API would answer for the same viewer. */
export interface Boot {
  /** Null where nobody is signed in; absent where that was not looked up. */
  readonly me?: Me | null
  readonly cohorts?: List<Cohort>
  readonly clip?: Clip
  readonly threads?: List<Thread>
  /** What runs on the clip. */
  readonly stages?: { readonly items: Assignment[] }
  readonly home?: HomeBoot
}

/** For the page that somebody comes back to. Clips are the five newest: of all, one's own, of others. */
export interface HomeBoot {
  readonly meetings: List<Meeting>
  readonly assignments: { readonly items: Assignment[] }
  readonly invitations: List<OwnInvitation>
  readonly newest: List<Clip>
  readonly mine: List<Clip>
  readonly others: List<Clip>
  readonly news: List<News>
  readonly clipNews: List<ClipNews>
  readonly exemplars: MyExemplars
}
