import type { InWords } from '../platform/http/schemas.ts'

/** Who may write in a stage. The presenter is the one person whose work is looked at. */
export const whoPosts = ['all', 'presenter', 'others', 'nobody'] as const
type WhoPosts = (typeof whoPosts)[number]

/** When others' words, or one's own turn, come: at once; after one's own first post; after one's own post in the stage before. */
export const gates = ['open', 'own post first', 'after previous'] as const
type Gate = (typeof gates)[number]

/** Whether a thread of the stage needs a moment of the clip, may have one, has none; or the stage is for replies alone. */
export const anchors = ['required', 'optional', 'none', 'reply only'] as const
export type Anchor = (typeof anchors)[number]

/** The kinds of thread that a stage can ask for. */
export const stageKinds = ['notice', 'wonder', 'interpret', 'suggest', 'appreciate'] as const
export type StageKind = (typeof stageKinds)[number]

/** One step of a protocol. Its window is a part of the time from opening to due, in percent. */
export interface ProtocolStage {
  readonly key: string
  readonly name: InWords
  readonly prompt: InWords
  readonly whoPosts: WhoPosts
  readonly gate: Gate
  readonly anchor: Anchor
  readonly kinds: readonly StageKind[]
  readonly opensPct: number
  readonly closesPct: number
  readonly minPosts: number
  readonly roomMinutes: number
  /** Of several clips the one it is about, from 0; null where it is about any of them. */
  readonly clipPosition: number | null
  /** The presenter may answer inside others' threads though the stage is not theirs. */
  readonly presenterAnswers: boolean
}

/** Some stage tells the presenter from the others, so somebody has to be it. */
export const needsPresenter = (stages: readonly Pick<ProtocolStage, 'whoPosts'>[]): boolean =>
  stages.some(({ whoPosts }) => whoPosts === 'presenter' || whoPosts === 'others')

/** How many clips the stages speak of, at least one. */
export const clipsNeeded = (stages: readonly Pick<ProtocolStage, 'clipPosition'>[]): number =>
  1 + Math.max(0, ...stages.map(({ clipPosition }) => clipPosition ?? 0))
