import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import type { Me } from '../../../src/identity/schemas.ts'
import { t } from '../messages/messages.ts'
import { OfflineLine } from '../offline/later.tsx'
import { Status } from '../parts/status.tsx'
import { UploadTrayLater } from '../upload/upload-tray-later.tsx'
import { LanguageLinks } from './choices.tsx'
import { Ways } from './ways.tsx'

interface Props {
  /** Without, there is nowhere to go yet. */
  readonly me?: Me
  readonly children: ComponentChildren
}

/** What stands around every page: the way about, the uploads that are on their way, and what is said aside. */
export function Frame({ me, children }: Props) {
  const { path } = useLocation()
  // Where a picture needs the room: watching, cutting, and the wall.
  const isWatching = /^\/clips\/(?!new$)[^/]+(\/cut)?$|^\/assignments\/[^/]+\/projector$/.test(path)
  return (
    <div class={isWatching ? 'frame watching' : 'frame'}>
      <a class="skip" href="#main">
        {t('frame.skip')}
      </a>
      <header class="frame-head">
        <a class="brand" href="/">
          Interlude
        </a>
        {me && <Ways me={me} isWatching={isWatching} />}
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="frame-foot">
        <LanguageLinks />
      </footer>
      {me && path !== '/clips/new' && <UploadTrayLater />}
      <OfflineLine personId={me?.id} />
      <Status />
    </div>
  )
}
