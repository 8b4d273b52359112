import type { RetentionRules } from '../../../src/retention/schemas.ts'
import { t } from '../messages/messages.ts'

type Rule = RetentionRules['rules'][number]['rule']

const keys = {
  original: ['records.rule-original', 'records.rule-original-hint'],
  'never shared': ['records.rule-never-shared', 'records.rule-never-shared-hint'],
  shared: ['records.rule-shared', 'records.rule-shared-hint'],
  withdrawn: ['records.rule-withdrawn', 'records.rule-withdrawn-hint'],
} as const satisfies Record<Rule, unknown>

export const isRule = (rule: string): rule is Rule => Object.hasOwn(keys, rule)
export const ruleWords = (rule: Rule): string => t(keys[rule][0])
export const ruleHints = (rule: Rule): string => t(keys[rule][1])
