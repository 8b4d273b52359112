import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Me } from '../../../src/identity/schemas.ts'

export const MeContext = createContext<Me | undefined>(undefined)

/** Who is signed in. Only for what is shown to the signed-in. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('nobody is signed in here')
  return me
}
