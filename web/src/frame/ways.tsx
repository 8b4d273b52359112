import type { ComponentChildren, FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Me } from '../../../src/identity/schemas.ts'
import { t } from '../messages/messages.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { officesOf } from './offices.ts'

/** The way about: for everybody the same six, and the offices somebody holds. */
export function Ways({ me, isWatching }: { readonly me: Me; readonly isWatching: boolean }) {
  return (
    <nav class="ways" aria-label={t('frame.ways')}>
      <Way to="/" icon="home" words={t('frame.home')} />
      <Way to="/cohorts" icon="people" words={t('frame.cohorts')} />
      <Way to="/exemplars" icon="books" words={t('frame.exemplars')} />
      <Way to="/clips/new" icon="plus" words={t('frame.add')} />
      <Way to="/notices" icon="bell" words={t('frame.notices')}>
        <NewDotLater isLive={!isWatching} />
      </Way>
      <Way to="/me" icon="person" words={t('frame.me')} />
      {officesOf(me).map(({ to, icon, words }) => (
        <Way key={to} to={to} icon={icon} words={t(words)} isOffice />
      ))}
    </nav>
  )
}

interface WayProps {
  readonly to: string
  readonly icon: IconName
  readonly words: string
  readonly isOffice?: boolean
  readonly children?: ComponentChildren
}

function Way({ to, icon, words, isOffice, children }: WayProps) {
  const { path } = useLocation()
  const isWithin = to !== '/' && path.startsWith(`${to}/`)
  return (
    <a
      class={isOffice ? 'way office' : 'way'}
      href={to}
      aria-current={path === to ? 'page' : isWithin ? 'true' : undefined}
    >
      <Icon name={icon} />
      <span>{words}</span>
      {children}
    </a>
  )
}

/** No page waits for it. */
function NewDotLater({ isLive }: { readonly isLive: boolean }) {
  const [Dot, setDot] = useState<FunctionComponent<{ isLive: boolean }>>()
  useEffect(() => {
    import('../notices/new-dot.tsx').then(
      ({ NewDot }) => setDot(() => NewDot),
      () => {},
    )
  }, [])
  return Dot ? <Dot isLive={isLive} /> : null
}
