import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Uploader } from './uploader.ts'

export const UploaderContext = createContext<Uploader | undefined>(undefined)

/** Within what is shown once the uploader is there. */
export function useUploader(): Uploader {
  const uploader = useContext(UploaderContext)
  if (!uploader) throw new Error('there is no uploader here')
  return uploader
}
