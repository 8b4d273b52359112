import { SingleKeysSwitch } from '../frame/choices.tsx'
import { type MessageKey, t } from '../messages/messages.ts'
import { Dialog } from '../parts/dialog.tsx'

const rows: readonly { readonly keys: readonly string[]; readonly words: MessageKey }[] = [
  { keys: ['k'], words: 'help.toggle' },
  { keys: ['j', 'l'], words: 'help.skip' },
  { keys: ['J', 'L'], words: 'help.skip-one' },
  { keys: [',', '.'], words: 'help.frame' },
  { keys: ['0', '9'], words: 'help.tenth' },
  { keys: ['[', ']'], words: 'help.speed' },
  { keys: ['c'], words: 'help.comment' },
  { keys: ['i', 'o'], words: 'help.range' },
  { keys: ['n', 'p'], words: 'help.thread' },
  { keys: ['r'], words: 'help.reply' },
  { keys: ['u'], words: 'help.unread' },
  { keys: ['t'], words: 'help.follow' },
  { keys: ['s'], words: 'help.captions' },
  { keys: ['f'], words: 'help.full' },
  { keys: ['m'], words: 'help.mute' },
  { keys: ['?'], words: 'help.help' },
]

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t('help.title')} onClose={onClose}>
      <SingleKeysSwitch />
      <dl class="keys">
        {rows.map(({ keys, words }) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{t('help.more')}</p>
    </Dialog>
  )
}
