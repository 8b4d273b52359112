import { signal } from '@preact/signals'

/** Who the page belongs to. Words that wait to be sent are theirs, and must not go out under another name. */
let person: string | undefined

/** True while a request waits for the person to sign in again. */
export const askingToSignIn = signal(false)

let answer: PromiseWithResolvers<boolean> | undefined

export function pageBelongsTo(personId: string): void {
  person = personId
}

export const pageOwner = (): string | undefined => person

/** Asks, over the open page, to sign in again. Answers true when the same person did; all who wait get the same answer. */
export function signInAgain(): Promise<boolean> {
  if (!person) return Promise.resolve(false)
  answer ??= Promise.withResolvers<boolean>()
  askingToSignIn.value = true
  return answer.promise
}

/** Told by the sign-in dialog. Somebody else gets a page of their own. */
export function signedInAs(personId: string): void {
  const same = personId === person
  settle(same)
  if (!same) location.reload()
}

export function signInDeclined(): void {
  settle(false)
}

function settle(value: boolean): void {
  askingToSignIn.value = false
  answer?.resolve(value)
  answer = undefined
}
