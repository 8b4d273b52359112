import { addDays, type LocalDay, weekdayOf } from './local-time.ts'

/** Days on which nothing of a cohort takes place or falls due. The last day is part of it. */
export interface Block {
  readonly name: string
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
}

/** What a day is blocked for; the one that began last, which says more. */
export const blockOn = <B extends Block>(blocks: readonly B[], day: LocalDay): B | undefined =>
  blocks
    .filter(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
    .toSorted((a, b) => (a.startsOn < b.startsOn ? 1 : -1))
    .at(0)

export const isWorkingDay = (blocks: readonly Block[], day: LocalDay): boolean =>
  weekdayOf(day) <= 5 && blockOn(blocks, day) === undefined

/** The last working day before a day, itself not among them; undefined where there is none within ten weeks. */
export function lastWorkingDayBefore(blocks: readonly Block[], day: LocalDay): LocalDay | undefined {
  for (let back = 1; back <= 70; back++) {
    const earlier = addDays(day, -back)
    if (isWorkingDay(blocks, earlier)) return earlier
  }
  return undefined
}
