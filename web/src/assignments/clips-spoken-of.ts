/** How many clips the stages of a protocol speak of, at least one. */
export const clipsSpokenOf = (stages: readonly { readonly clipPosition: number | null }[]): number =>
  1 + Math.max(0, ...stages.map(({ clipPosition }) => clipPosition ?? 0))
