import { signal } from '@preact/signals'

const query = globalThis.matchMedia?.('(width < 60rem)')

/** Whether all stands in one column, as the stylesheet has it. */
export const isNarrow = signal(query?.matches ?? false)

query?.addEventListener('change', ({ matches }) => {
  isNarrow.value = matches
})
