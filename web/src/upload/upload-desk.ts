import { type ReadonlySignal, signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { learn } from '../messages/messages.ts'
import { keptUploads } from './kept-uploads.ts'
import type { Uploader } from './uploader.ts'

/** Makes the uploader when it is first needed: where something is unfinished, or is about to be added. */
export class UploadDesk {
  readonly #uploader = signal<Uploader | undefined>(undefined)
  readonly #make: () => Promise<Uploader>
  #making: Promise<Uploader> | undefined

  constructor(make: () => Promise<Uploader>) {
    this.#make = make
  }

  get uploader(): ReadonlySignal<Uploader | undefined> {
    return this.#uploader
  }

  /** Rejects where its code cannot be fetched; then it can be opened again. */
  async open(): Promise<void> {
    this.#making ??= Promise.all([this.#make(), learn('upload')]).then(([uploader]) => uploader)
    try {
      this.#uploader.value = await this.#making
    } catch (error) {
      this.#making = undefined
      throw error
    }
  }
}

export const UploadDeskContext = createContext<UploadDesk | undefined>(undefined)

export function useUploadDesk(): UploadDesk {
  const desk = useContext(UploadDeskContext)
  if (!desk) throw new Error('there is no upload desk here')
  return desk
}

/** The desk of the person who is signed in, for as long as the page is open. */
export function useNewUploadDesk(personId: string, make: () => Promise<Uploader>): UploadDesk {
  const [desk] = useState(() => new UploadDesk(make))
  useEffect(() => {
    // What is unfinished is not worth a word where it cannot be fetched: the page that asked for it says so itself.
    if (keptUploads(personId).length > 0) desk.open().catch(() => {})
  }, [desk, personId])
  return desk
}
