import { type ReadonlySignal, signal } from '@preact/signals'
import { type Happening, type Upload, uploadAfter } from './upload-state.ts'

/** The uploads as they are shown, and the one way in which they change. */
export class UploadList {
  readonly #uploads = signal<readonly Upload[]>([])
  readonly #onChange: (after: Upload, before: Upload) => void

  constructor(onChange: (after: Upload, before: Upload) => void) {
    this.#onChange = onChange
  }

  get uploads(): ReadonlySignal<readonly Upload[]> {
    return this.#uploads
  }

  inPhase(...phases: readonly Upload['phase'][]): readonly Upload[] {
    return this.#uploads.peek().filter(({ phase }) => phases.includes(phase))
  }

  find(key: string): Upload | undefined {
    return this.#uploads.peek().find((upload) => upload.key === key)
  }

  add(upload: Upload): void {
    this.#uploads.value = [...this.#uploads.peek(), upload]
  }

  drop(key: string): void {
    this.#uploads.value = this.#uploads.peek().filter((upload) => upload.key !== key)
  }

  happens(key: string, happening: Happening): void {
    const before = this.find(key)
    if (!before) return
    const after = uploadAfter(before, happening)
    this.#uploads.value = this.#uploads.peek().map((upload) => (upload.key === key ? after : upload))
    this.#onChange(after, before)
  }
}
