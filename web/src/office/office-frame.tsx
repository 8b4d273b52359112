import type { ComponentChildren } from 'preact'
import { useMe } from '../api/me.ts'
import { NotHere } from '../frame/not-here.tsx'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { mayEnter, type Room } from './offices.ts'

interface Props {
  readonly title: string
  /** Below another page than the overview. */
  readonly below?: { readonly href: string; readonly title: string }
  /** What the page is for, in a sentence. */
  readonly about?: string
  readonly beside?: ComponentChildren
  readonly children: ComponentChildren
}

/** A page of an office, with the way back up. */
export function OfficeFrame({ title, below, about, beside, children }: Props) {
  return (
    <div class="office">
      <nav class="way-up" aria-label={t('offices.way-up')}>
        <a href="/administration">{t('offices.title')}</a>
        {below && <a href={below.href}>{below.title}</a>}
      </nav>
      <Page title={title} beside={beside}>
        {about && <p class="office-about">{about}</p>}
        {children}
      </Page>
    </div>
  )
}

/** For those who hold no such office the page is not there, and nothing of what it shows is asked for. */
export const forRoom = (room: Room, Inside: () => ComponentChildren) =>
  function Guarded() {
    const { roles } = useMe()
    return mayEnter(roles, room) ? <Inside /> : <NotHere />
  }
