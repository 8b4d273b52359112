const number = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The number of a clip in what somebody typed or pasted: the number itself, or an address with it. */
export const clipNumberIn = (typed: string): string | undefined => number.exec(typed)?.[0].toLowerCase()

/** As much of a number as tells it from its neighbours: its end, as its beginning is a time. */
export const shortNumber = (id: string): string => `…${id.slice(-8)}`
