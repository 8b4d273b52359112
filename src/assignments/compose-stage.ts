import type { InWords } from '../platform/http/schemas.ts'
import { type ProtocolStage, type StageKind, stageKinds } from './stages.ts'

export interface BuiltInProtocol {
  readonly key: string
  readonly version: number
  readonly title: InWords
  /** When to take it. */
  readonly about: InWords
  readonly stages: readonly ProtocolStage[]
}

type Rest = Pick<ProtocolStage, 'opensPct' | 'closesPct' | 'minPosts' | 'roomMinutes'> &
  Partial<Pick<ProtocolStage, 'whoPosts' | 'gate' | 'anchor' | 'kinds' | 'clipPosition' | 'presenterAnswers'>>

const anyKind: readonly StageKind[] = stageKinds

/** A stage in English and Spanish; what is not said is the usual. */
export function stage(
  key: string,
  [nameEn, promptEn]: readonly [name: string, prompt: string],
  [nameEs, promptEs]: readonly [name: string, prompt: string],
  rest: Rest,
): ProtocolStage {
  return {
    key,
    name: { en: nameEn, es: nameEs },
    prompt: { en: promptEn, es: promptEs },
    ...{ whoPosts: 'all', gate: 'open', anchor: 'optional', kinds: anyKind },
    ...{ clipPosition: null, presenterAnswers: false },
    ...rest,
  }
}

/** From and until, in percent of the time that there is; how many posts; how many minutes where it is done in the room. */
export const during = (opensPct: number, closesPct: number, minPosts: number, roomMinutes: number) => ({
  opensPct,
  closesPct,
  minPosts,
  roomMinutes,
})
