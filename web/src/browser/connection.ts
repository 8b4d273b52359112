import { signal } from '@preact/signals'

/** Whether the server answers, as far as is known. */
export const isConnected = signal(true)

/** How often an answer failed to come. Whether that is the connection is found out by `watch-connection`. */
export const unansweredCalls = signal(0)

export const answered = (): void => {
  isConnected.value = true
}

export const unanswered = (): void => {
  unansweredCalls.value += 1
}
