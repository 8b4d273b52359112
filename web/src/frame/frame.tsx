import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import type { Me } from '../../../src/identity/schemas.ts'
import { t } from '../messages/messages.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { Status } from '../parts/status.tsx'
import { UploadTray } from '../upload/upload-tray.tsx'
import { LanguageLinks } from './choices.tsx'

interface Props {
  /** Without, there is nowhere to go yet. */
  readonly me?: Me
  readonly children: ComponentChildren
}

/** What stands around every page: the way about, the uploads that are on their way, and what is said aside. */
export function Frame({ me, children }: Props) {
  const { path } = useLocation()
  const isWatching = path.startsWith('/clips/') && path !== '/clips/new'
  return (
    <div class={isWatching ? 'frame watching' : 'frame'}>
      <a class="skip" href="#main">
        {t('frame.skip')}
      </a>
      <header class="frame-head">
        <a class="brand" href="/">
          Interlude
        </a>
        {me && (
          <nav class="ways" aria-label={t('frame.ways')}>
            <Way to="/" icon="clips" words={t('frame.clips')} here={path === '/'} />
            <Way to="/clips/new" icon="plus" words={t('frame.add')} here={path === '/clips/new'} />
            <Way to="/me" icon="person" words={t('frame.me')} here={path === '/me'} />
          </nav>
        )}
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="frame-foot">
        <LanguageLinks />
      </footer>
      {me && path !== '/clips/new' && <UploadTray />}
      <Status />
    </div>
  )
}

interface WayProps {
  readonly to: string
  readonly icon: IconName
  readonly words: string
  readonly here: boolean
}

function Way({ to, icon, words, here }: WayProps) {
  return (
    <a class="way" href={to} aria-current={here ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{words}</span>
    </a>
  )
}
