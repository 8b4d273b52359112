import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

const said = signal<{ readonly text: string; readonly shown: boolean; readonly no: number }>({
  text: '',
  shown: false,
  no: 0,
})

/** Says something to everybody: it is read out, and stands at the foot of the page for a moment. */
export const say = (text: string): void => {
  said.value = { text, shown: true, no: said.value.no + 1 }
}

/** Says something that those who see the page see anyway. */
export const sayAloud = (text: string): void => {
  said.value = { text, shown: false, no: said.value.no + 1 }
}

const shownMs = 5000

/** The page's one polite status region. */
export function Status() {
  const { text, shown, no } = said.value
  useEffect(() => {
    if (no === 0) return
    const timer = setTimeout(() => {
      if (said.value.no === no) said.value = { ...said.value, text: '', shown: false }
    }, shownMs)
    return () => clearTimeout(timer)
  }, [no])
  return (
    <div class={shown ? 'status shown' : 'status visually-hidden'} role="status">
      {text}
    </div>
  )
}
