/** What an entry is about: what is going to be tried, what was seen, what is thought of it afterwards. */
export const entryKinds = ['plan', 'observe', 'debrief'] as const
