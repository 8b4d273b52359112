import { useMe } from '../api/me.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { officesOf } from './offices.ts'

/** The offices somebody holds, on “Me”: phones have no rail to show them in. */
export function OfficeLinks() {
  const offices = officesOf(useMe())
  if (offices.length === 0) return null
  return (
    <ul class="office-links actions">
      {offices.map(({ to, icon, words }) => (
        <li key={to}>
          <a class="button" href={to}>
            <Icon name={icon} />
            <span>{t(words)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
