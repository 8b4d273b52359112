import type { SignInShown } from '../../../src/identity/sign-ins-schemas.ts'
import { t } from '../messages/messages.ts'

/** “Firefox on Windows”, or as much of it as is known. */
export function deviceWords({ browser, system }: Pick<SignInShown, 'browser' | 'system'>): string {
  if (browser && system) return t('me.device', { browser, system })
  return browser ?? system ?? t('me.device-unknown')
}
