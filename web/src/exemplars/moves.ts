/** The order after one of them went up (-1) or down (1); the same one where there is no further to go. */
export function moved(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const from = ids.indexOf(id)
  const to = from + by
  if (from < 0 || to < 0 || to >= ids.length) return ids
  const order = ids.toSpliced(from, 1)
  order.splice(to, 0, id)
  return order
}

/** Things in the order of their ids. What the order does not name keeps its place behind the others. */
export const inOrderOf = <Item extends { readonly id: string }>(
  items: readonly Item[],
  ids: readonly string[],
): Item[] => {
  const place = (item: Item) => {
    const at = ids.indexOf(item.id)
    return at < 0 ? ids.length : at
  }
  return items.toSorted((one, other) => place(one) - place(other))
}
