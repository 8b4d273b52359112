import type { KeepNote } from '../../../src/threads/note-schemas.ts'
import type { AddComment, StartThread } from '../../../src/threads/schemas.ts'

/** What is to be posted; the client's key is the post's own. */
export type Posting =
  | { readonly what: 'thread'; readonly said: Omit<StartThread, 'clientKey'> }
  | {
      readonly what: 'reply'
      readonly threadId: string
      readonly to: string
      readonly body: string
      readonly mentions?: AddComment['mentions']
    }
  | { readonly what: 'note'; readonly said: Omit<KeepNote, 'clientKey'> }

/**
 * fresh: sent for the first time, by the page it was written on · waiting: for a connection, or for its turn · sending ·
 * refused: the server said no, and it goes out again only when its author wants it to
 */
export type Phase = 'fresh' | 'waiting' | 'sending' | 'refused'

/** Words on their way. They are kept until the server has them, or their author throws them away. */
export interface Post {
  /** The client's key: however often it is sent, it is posted once. */
  readonly key: string
  readonly personId: string
  readonly clipId: string
  readonly writtenAt: string
  readonly posting: Posting
  readonly phase: Phase
  /** When it was last taken up: who takes it and falls silent does not keep it for ever. */
  readonly takenAt?: string | undefined
  /** How often the server answered that something was wrong on its side. */
  readonly faults: number
  readonly refusal?: Refusal | undefined
}

/** What became of words: they are posted, or wait in this browser for a connection. */
export type Said<Answer> = { readonly posted: Answer } | { readonly queued: Post }

export interface Refusal {
  readonly code: string
  readonly detail: string
  /** The name of the stage that it is about, in each language. */
  readonly stage?: { readonly en: string; readonly es: string } | undefined
}

export type Happening =
  | { readonly kind: 'taken'; readonly at: string }
  /** No answer, or one that says: not now. Also where nobody is signed in. */
  | { readonly kind: 'unanswered' }
  /** A fault of the server. It is sent again a few times, so that one bad post does not hold up the others for ever. */
  | { readonly kind: 'fault'; readonly refusal: Refusal }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Its author wants it sent again; under a fresh key where the old one stands for something else. */
  | { readonly kind: 'wanted'; readonly freshKey: string }

const mostFaults = 5
/** Longer than a request may take. */
const silentMs = 30_000

/** What a post is after something happened. What comes too late (an answer to a refused one) changes nothing. */
export function postAfter(post: Post, happening: Happening): Post {
  const isOut = post.phase !== 'refused'
  switch (happening.kind) {
    case 'taken':
      return isOut ? { ...post, phase: 'sending', takenAt: happening.at } : post
    case 'unanswered':
      return isOut ? { ...post, phase: 'waiting', takenAt: undefined } : post
    case 'fault': {
      if (!isOut) return post
      const faults = post.faults + 1
      return faults < mostFaults
        ? { ...post, phase: 'waiting', takenAt: undefined, faults }
        : { ...post, phase: 'refused', takenAt: undefined, faults, refusal: happening.refusal }
    }
    case 'refused':
      return isOut ? { ...post, phase: 'refused', takenAt: undefined, refusal: happening.refusal } : post
    case 'wanted': {
      if (isOut) return post
      const key = isSpent(post.refusal) ? happening.freshKey : post.key
      const posting = post.refusal?.code === 'not-in-cohort' ? withoutMentions(post.posting) : post.posting
      return { ...post, key, posting, phase: 'waiting', faults: 0, refusal: undefined }
    }
  }
}

/** The key stands for other words already, or for words that were deleted since: these need one of their own. */
const isSpent = (refusal: Refusal | undefined): boolean =>
  refusal?.code === 'client-key-used' || refusal?.code === 'deleted'

/** Somebody left since: their name stays, as any other word. */
const withoutMentions = (posting: Posting): Posting => {
  if (posting.what === 'thread') return { ...posting, said: { ...posting.said, mentions: [] } }
  return posting.what === 'reply' ? { ...posting, mentions: [] } : posting
}

/** Sending it as it is would be refused again: its moment is no longer what it was. */
export const needsNewMoment = ({ refusal }: Post): boolean =>
  refusal?.code === 'cut-anew' || refusal?.code === 'beyond-the-clip' || refusal?.code === 'bad-moment'

const outOfTurn = new Set(
  'stage-not-open not-your-turn previous-stage-first anchor-required reply-only kind-not-asked'.split(' '),
)

/** Its stage does not take it as it is. */
export const isOutOfTurn = ({ refusal }: Post): boolean => outOfTurn.has(refusal?.code ?? '')

/**
 * Those that may be sent now, in the order in which they were written. Who knows that nobody else sends (`isAlone`) takes
 * over at once what a page took up that is gone.
 */
export const toSend = (posts: Iterable<Post>, personId: string, now: number, isAlone: boolean): Post[] =>
  [...posts]
    .filter((post) => post.personId === personId && isDue(post, now, isAlone))
    .toSorted((a, b) => (a.writtenAt < b.writtenAt ? -1 : 1))

const isDue = ({ phase, takenAt }: Post, now: number, isAlone: boolean): boolean =>
  phase === 'waiting' ||
  (phase === 'sending' && isAlone) ||
  (phase !== 'refused' && now - Date.parse(takenAt ?? '1970') > silentMs)

export const wordsOf = ({ posting }: Post): string =>
  (posting.what === 'reply' ? posting.body : posting.said.body) ?? ''

/** How long to wait before the next try, the longer the oftener it failed. */
export const waitMs = (failures: number): number => Math.min(5000 * 2 ** failures, 120_000)
