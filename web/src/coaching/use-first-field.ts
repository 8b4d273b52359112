import { useEffect } from 'preact/hooks'

/** Gives the focus to the first field of a form that a press put there. */
export const useFirstField = (id: string): void =>
  useEffect(() => {
    document.getElementById(id)?.focus()
  }, [id])
