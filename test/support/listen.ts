import type { ClipId } from '../../src/platform/ids.ts'
import type { Person } from './cast.ts'

/** A person's stream of notices about a clip, read one event at a time. */
export async function listen(who: Person, clipId: ClipId) {
  const stop = new AbortController()
  const response = await who.fetch(`/api/v1/clips/${clipId}/events`, { signal: stop.signal })
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let text = ''
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const event = /^event: (\w+)\ndata: (.*)\n\n/m.exec(text)
      if (event) {
        text = text.slice(event.index + event[0].length)
        return `${event[1]} ${event[2]}`
      }
      const { value, done } = await reader.read()
      if (done) return undefined
      text += value
    }
  }
  /** All that is heard up to `last` and with it; a notice of what happened before one listened may come first. */
  const until = async (last: string): Promise<string[]> => {
    const heard: string[] = []
    while (heard.at(-1) !== last) {
      const event = await next()
      if (event === undefined) throw new Error(`the stream ended after ${heard}`)
      heard.push(event)
    }
    return heard
  }
  return { response, next, until, close: () => stop.abort() }
}
