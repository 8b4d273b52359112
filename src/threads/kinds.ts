/** What a thread does with its moment: tell, ask, read into it, propose (cool), or appreciate (warm). */
export const threadKinds = ['notice', 'wonder', 'interpret', 'suggest', 'appreciate'] as const
export type ThreadKind = (typeof threadKinds)[number]
