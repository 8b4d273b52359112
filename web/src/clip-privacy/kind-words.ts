import { t } from '../messages/messages.ts'
import { kindKeys } from './message-keys.ts'

/** What a concern is about, or who no longer agrees. */
export const kindWords = (kind: string): string =>
  Object.hasOwn(kindKeys, kind) ? t(kindKeys[kind as keyof typeof kindKeys]) : kind

export const concernKinds = ['student privacy', 'safety', 'tone', 'other'] as const
export type ConcernKind = (typeof concernKinds)[number]
export const parties = ['guardian', 'student', 'principal', 'adult'] as const
export type Party = (typeof parties)[number]
