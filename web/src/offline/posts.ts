import { type ReadonlySignal, signal } from '@preact/signals'
import { signInAgain } from '../api/sign-in-again.ts'
import { randomKey } from '../browser/random-key.ts'
import { allStored, changeStored } from '../browser/stored.ts'
import {
  type Happening,
  type Post,
  type Posting,
  postAfter,
  type Said,
  toSend,
  waitMs,
} from './post-state.ts'
import { isSignedOut, meaningOf, type Posted, sendPost } from './send-post.ts'

const lockName = 'interlude.posts'

/** One person's words that are on their way, in all tabs. One for each page load. */
export class Posts {
  readonly personId: string
  /** Called when something that waited was posted. */
  onPosted: (post: Post) => void = () => {}
  readonly #all = signal<readonly Post[]>([])
  readonly #tabs = new BroadcastChannel(lockName)
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #mayAsk = true
  #isClosed = false

  constructor(personId: string) {
    this.personId = personId
    this.#tabs.onmessage = () => void this.#look()
  }

  get all(): ReadonlySignal<readonly Post[]> {
    return this.#all
  }

  /** Posts, or queues where there is no answer. Rejects where the server refuses: then nothing is kept here. */
  async post(clipId: string, posting: Posting, key: string): Promise<Said<Posted>> {
    await this.#look()
    const at = new Date().toISOString()
    const isBehind = this.#all.peek().some(({ phase }) => phase === 'waiting' || phase === 'sending')
    const post: Post = {
      ...{ key, clipId, posting, personId: this.personId, writtenAt: at, faults: 0 },
      ...(isBehind ? { phase: 'waiting' } : { phase: 'fresh', takenAt: at }),
    }
    // Kept first: a tab that closes while it is sent loses nothing.
    await this.#change(key, () => post)
    if (isBehind) {
      void this.flush()
      return { queued: post }
    }
    try {
      const posted = await this.#sendSignedIn(post)
      await this.#change(key, () => undefined)
      return { posted }
    } catch (error) {
      if (isSignedOut(error) || meaningOf(error).kind !== 'unanswered') {
        await this.#change(key, () => undefined)
        throw error
      }
      await this.#happens(key, { kind: 'unanswered' })
      this.#schedule()
      return { queued: post }
    }
  }

  /** Sends it again, also what was refused. */
  async retry(key: string): Promise<void> {
    this.#mayAsk = true
    this.#failures = 0
    const was = this.#all.peek().find((post) => post.key === key)
    if (!was) return
    const post = postAfter(was, { kind: 'wanted', freshKey: randomKey() })
    if (post.key !== key) await this.#change(key, () => undefined)
    await this.#change(post.key, () => post)
    await this.flush()
  }

  remove(key: string): Promise<void> {
    return this.#change(key, () => undefined)
  }

  /** Sends what waits, in order, in one tab at a time. */
  async flush(): Promise<void> {
    if (this.#isClosed) return
    clearTimeout(this.#timer)
    const end = await inOneTab((isAlone) => this.#sendAll(isAlone))
    // Not while the lock is held: nobody may be there to answer.
    if (end === 'signed-out' && this.#mayAsk && document.visibilityState === 'visible') {
      this.#mayAsk = await signInAgain()
      if (this.#mayAsk) return this.flush()
    }
    await this.#look()
    this.#schedule()
  }

  /** There is a connection, as far as is known. */
  goOn(): void {
    this.#failures = 0
    void this.flush()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#tabs.close()
  }

  async #sendAll(isAlone: boolean): Promise<'done' | 'failed' | 'signed-out'> {
    for (;;) {
      const posts = (await allStored<Post>('posts')).values()
      const [next] = toSend(posts, this.personId, Date.now(), isAlone)
      if (!next || this.#isClosed) return 'done'
      await this.#happens(next.key, { kind: 'taken', at: new Date().toISOString() })
      try {
        await sendPost(next)
        this.#failures = 0
        await this.#change(next.key, () => undefined)
        this.onPosted(next)
      } catch (error) {
        const meaning = meaningOf(error)
        await this.#happens(next.key, meaning)
        if (isSignedOut(error)) return 'signed-out'
        if (meaning.kind !== 'refused') {
          this.#failures += 1
          return 'failed'
        }
      }
    }
  }

  async #sendSignedIn(post: Post): Promise<Posted> {
    try {
      return await sendPost(post)
    } catch (error) {
      if (isSignedOut(error) && (await signInAgain())) return sendPost(post)
      throw error
    }
  }

  /** While something waits it is tried again and again, less and less often; not all browsers at the same moment. */
  #schedule(): void {
    clearTimeout(this.#timer)
    if (this.#isClosed || !this.#all.peek().some(({ phase }) => phase !== 'refused')) return
    const wait = waitMs(this.#failures) * (1 + Math.random() / 3)
    this.#timer = setTimeout(() => void this.flush(), wait)
  }

  #happens(key: string, happening: Happening): Promise<void> {
    return this.#change(key, (was) => was && postAfter(was, happening))
  }

  async #change(key: string, change: (was: Post | undefined) => Post | undefined): Promise<void> {
    await changeStored('posts', key, change)
    await this.#look()
    if (!this.#isClosed) this.#tabs.postMessage('')
  }

  async #look(): Promise<void> {
    const all = [...(await allStored<Post>('posts')).values()]
    this.#all.value = all
      .filter(({ personId }) => personId === this.personId)
      .toSorted((a, b) => (a.writtenAt < b.writtenAt ? -1 : 1))
  }
}

/** Without locks (no https) two tabs may send the same: the server takes it once. */
const inOneTab = async <Answer>(work: (isAlone: boolean) => Promise<Answer>): Promise<Answer | undefined> =>
  'locks' in navigator
    ? navigator.locks
        .request(lockName, { ifAvailable: true }, async (lock) => lock && work(true))
        .then((answer) => answer ?? undefined)
    : work(false)
