import type { SendSignInLink } from '../src/identity/jobs.ts'
import { makeSignInLink } from '../src/identity/make-sign-in-link.ts'
import type { Handler } from './handler.ts'

export const sendSignInLink: Handler<typeof SendSignInLink> = {
  async run({ signInLinkId }, { platform }) {
    const link = await makeSignInLink(platform.db, signInLinkId)
    if (!link) return
    const { name, address, secret } = link
    // Behind the “#”, so that no proxy writes it into its log.
    const url = `${platform.config.publicUrl}/sign-in#${secret}`
    await platform.mailer.send({
      to: { name, address },
      subject: 'Sign in to Interlude · Entrar en Interlude',
      text: [
        'This link signs you in to Interlude. It works once, within 15 minutes:',
        url,
        'If you did not ask for it, do nothing: without it nobody gets in.',
        '',
        'Este enlace le permite entrar en Interlude. Funciona una sola vez, durante 15 minutos:',
        url,
        'Si no lo pidió, no haga nada: sin él no entra nadie.',
        '',
      ].join('\n'),
    })
  },
}
