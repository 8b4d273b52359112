import { forgetPack } from '../browser/kept-pack.ts'
import { forgetKept } from './kept-of.ts'

// One for the page, which does not hear what it said itself: sent there twice, its first way to the sign-in page would break off.
const tabs = new BroadcastChannel('interlude.sign-out')

/** Goes to the sign-in page in all tabs, once the server knows this person here no more. */
export async function leave(personId: string, throwsAway: boolean): Promise<void> {
  forgetPack()
  // First: what another tab still writes down while it goes is thrown away, too.
  tabs.postMessage(personId)
  if (throwsAway) await forgetKept(personId)
  // A page of its own: nothing that was read stays in this one's memory.
  location.assign('/sign-in')
}

/** Nothing that was read stays on the screen of another tab. */
export function followLeaving(personId: string): () => void {
  tabs.onmessage = ({ data }) => {
    if (data === personId) location.replace('/sign-in')
  }
  return () => {
    tabs.onmessage = null
  }
}
