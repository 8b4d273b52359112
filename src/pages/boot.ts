import type { Clip } from '../clips/schemas.ts'
import type { Me } from '../identity/schemas.ts'
import type { Thread } from '../threads/schemas.ts'

/** What a page starts with. Each part is what the API would answer for the same viewer. */
export interface Boot {
  /** Null where nobody is signed in; absent where that was not looked up. */
  readonly me?: Me | null
  readonly clip?: Clip
  readonly threads?: { readonly items: Thread[]; readonly next: string | null }
}
