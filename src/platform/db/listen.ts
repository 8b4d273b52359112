import pg from 'pg'

interface Listening {
  close(): Promise<void>
}

/**
 * Hears NOTIFY on the given channels over a connection of its own, and takes a new one when that breaks. What was said
 * while there was none is lost, so `onNotice` is also called with no text after every (re)connection: look for yourself.
 */
export function listen(
  connectionString: string,
  channel: string,
  onNotice: (text: string | undefined) => void,
  onTrouble: (error: Error) => void,
): Listening {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const connect = async () => {
    const fresh = new pg.Client({ connectionString, keepAlive: true })
    client = fresh
    fresh.on('error', onTrouble)
    fresh.on('notification', ({ payload }) => onNotice(payload ?? ''))
    fresh.once('end', () => again(fresh))
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
      if (!closed) onNotice(undefined)
    } catch (error) {
      onTrouble(error as Error)
      await fresh.end().catch(() => {})
      again(fresh)
    }
  }

  const again = (ended: pg.Client) => {
    if (closed || client !== ended) return
    client = undefined
    timer = setTimeout(connect, 500)
  }

  void connect()
  return {
    close: async () => {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
