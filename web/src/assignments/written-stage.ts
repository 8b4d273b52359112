import type { Protocol, WriteProtocol } from '../../../src/assignments/protocol-schemas.ts'
import { inLanguage } from './assignment-words.ts'

type Sent = WriteProtocol['stages'][number]

/** A stage as it stands in the form. Its number is its own, so that what is typed stays with it when others move. */
export interface WrittenStage extends Sent {
  readonly no: number
}

let last = 0

export const blankStage = (): WrittenStage => ({
  ...{ no: ++last, name: '', prompt: '', whoPosts: 'all', gate: 'open', anchor: 'optional' },
  ...{ kinds: ['notice', 'wonder'], opensPct: 0, closesPct: 100, minPosts: 1, roomMinutes: 5 },
  ...{ clipPosition: null, presenterAnswers: false },
})

/** Another protocol's stages to write on from, in the language of the page. */
export const stagesFrom = ({ stages }: Pick<Protocol, 'stages'>): WrittenStage[] =>
  stages.map(({ key: _, name, prompt, ...rules }) => ({
    ...rules,
    ...{ no: ++last, name: inLanguage(name), prompt: inLanguage(prompt) },
  }))

export const toSend = (stages: readonly WrittenStage[]): Sent[] =>
  stages.map(({ no: _, name, prompt, ...rules }) => ({ ...rules, name: name.trim(), prompt: prompt.trim() }))
