import type { NamedAudience } from '../../../src/exemplars/lifecycle-schemas.ts'
import type { Audience } from '../../../src/exemplars/schemas.ts'

/** What stands for an audience in a form; nothing for none. */
export const audienceValue = ({ kind, id }: Pick<Audience, 'kind' | 'id'>): string =>
  `${kind} ${id ?? ''}`.trim()

/** The other way round: as the API is asked. */
export function audienceIn(value: string): NamedAudience | undefined {
  const [kind, id] = value.split(' ')
  return kind === undefined || kind === '' ? undefined : { kind: kind as Audience['kind'], ...(id && { id }) }
}
