export interface Invitee {
  /** The line as it was pasted. */
  readonly line: string
  readonly email: string
  readonly name: string
}

/** What was pasted, line by line: whom to invite, and the lines that hold no address. */
export interface Addresses {
  readonly invitees: readonly Invitee[]
  readonly wrong: readonly string[]
}

const address = /[^\s<>,;"()]+@[^\s<>,;"()]+\.[^\s<>,;"()]+/

/**
 * Reads one address a line, with or without a name, as mail programs and tables give them: “Ana <ana@school.org>”,
 * “ana@school.org, Ana”. Several addresses on one line are one each. The same one twice is one.
 */
export function readAddresses(text: string): Addresses {
  const invitees = new Map<string, Invitee>()
  const wrong: string[] = []
  for (const line of text.split(/\r?\n/).flatMap(piecesOf)) {
    const email = address.exec(line)?.[0].toLowerCase()
    if (!email) wrong.push(line)
    else if (!invitees.has(email)) invitees.set(email, { line, email, name: nameIn(line) || nameFrom(email) })
  }
  return { invitees: [...invitees.values()], wrong }
}

/** Only what holds an address of its own on both sides of a comma or a semicolon is two. */
function piecesOf(line: string): string[] {
  const pieces = line.split(/[,;]/).map((piece) => piece.trim())
  const isList = pieces.filter((piece) => address.test(piece)).length > 1
  return (isList ? pieces : [line.trim()]).filter((piece) => piece !== '')
}

const nameIn = (line: string): string =>
  line
    .replace(address, '')
    .replaceAll(/[<>,;"()\t]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** “ana.martinez@…” is called Ana Martinez, until she says how she is called. */
const nameFrom = (email: string): string =>
  email
    .replace(/@.*/, '')
    .split(/[._+-]+/)
    .filter((part) => part !== '')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join(' ') || email
