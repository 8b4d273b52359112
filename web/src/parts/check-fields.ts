import { type MessageKey, t } from '../messages/messages.ts'
import type { FieldError } from './form-errors.tsx'

interface Rule {
  /** Id and name of the field. */
  readonly field: string
  readonly missing: MessageKey
  /** What else is wrong with it, if it is. */
  readonly check?: (value: string) => MessageKey | undefined
}

/** What a form lacks, in the order of its fields. */
export const checkFields = (form: FormData, rules: readonly Rule[]): FieldError[] =>
  rules.flatMap(({ field, missing, check }) => {
    const value = String(form.get(field) ?? '')
    const key = value.trim() === '' ? missing : check?.(value)
    return key ? [{ field, text: t(key) }] : []
  })

export const checkEmail = (value: string): MessageKey | undefined =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? undefined : 'form.email-wrong'

/** As the server asks of it. */
export const leastPassword = 10

export const checkPassword = (value: string): MessageKey | undefined =>
  value.length < leastPassword ? 'form.password-short' : undefined
