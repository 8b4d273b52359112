/** Rows in pieces that fit into one statement: PostgreSQL takes 65,535 parameters. */
export function* inPieces<Row>(rows: readonly Row[], size = 1_000): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}
