/** What one tab last had of a draft. */
export interface Version<Words> {
  readonly tab: string
  readonly savedAt: string
  readonly words: Words
}

interface HasBody {
  readonly body: string
}

/** Where a tab took its words over from; what stands there is its own earlier state as long as it is unchanged. */
export type Origin = Pick<Version<unknown>, 'tab' | 'savedAt'> | undefined

const most = 3

/**
 * The versions of a draft after one tab saved: its own first, then what other tabs have that differs. Two tabs that write
 * about the same clip never write over one another. No words remove the tab's version.
 */
export function afterSave<Words extends HasBody>(
  versions: readonly Version<Words>[],
  mine: Version<Words>,
  origin: Origin,
): readonly Version<Words>[] {
  const others = versions.filter(
    ({ tab, savedAt, words }) =>
      tab !== mine.tab &&
      !(tab === origin?.tab && savedAt === origin.savedAt) &&
      words.body.trim() !== mine.words.body.trim(),
  )
  return mine.words.body.trim() === '' ? others : [mine, ...others].slice(0, most)
}
