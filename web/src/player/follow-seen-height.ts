/**
 * Tells the stylesheet how much of the window is really seen, until it is told to stop. A keyboard on an iPhone covers the
 * page without making it smaller, and pushes it up: what is to stay in sight has to follow.
 */
export function followSeenHeight(): () => void {
  const seen = window.visualViewport
  if (!seen) return () => {}
  const { style } = document.documentElement
  const look = () => {
    // Who zooms in sees less of it, too, and wants it as it is.
    if (seen.scale > 1.05) return
    style.setProperty('--seen-height', `${Math.round(seen.height)}px`)
    style.setProperty('--seen-top', `${Math.round(seen.offsetTop)}px`)
  }
  look()
  seen.addEventListener('resize', look)
  seen.addEventListener('scroll', look)
  return () => {
    seen.removeEventListener('resize', look)
    seen.removeEventListener('scroll', look)
    for (const name of ['--seen-height', '--seen-top']) style.removeProperty(name)
  }
}
