import type { Mail } from '../platform/mail/mailer.ts'

interface About {
  readonly email: string
  readonly name: string
  readonly expiresAt: Date
  readonly organisation: string
  /** Of the organisation, in the IANA list: in which the last day is told. */
  readonly zone: string
  readonly inviter: string
}

/** The mail of an invitation, in English and in Spanish. What the inviter wrote is shown behind the link, not here. */
export function composeInvitation(about: About, link: string): Mail {
  const [name, inviter, organisation] = [about.name, about.inviter, about.organisation].map(onOneLine)
  const day = (language: string) =>
    about.expiresAt.toLocaleDateString(language, { dateStyle: 'long', timeZone: about.zone })
  return {
    to: { name: name ?? '', address: about.email },
    subject: `${inviter} invites you to ${organisation} / ${inviter} le invita a ${organisation}`,
    text: `Hello ${name},

${inviter} invites you to join ${organisation} on Interlude, where teachers
look at their teaching together. To see what it is about, open:

${link}

The link works once, until ${day('en')}. If you did not expect it, do nothing.


Hola, ${name}:

${inviter} le invita a ${organisation} en Interlude, donde docentes observan
juntos su propia enseñanza. Para ver de qué se trata, abra:

${link}

El enlace funciona una sola vez, hasta el ${day('es')}. Si no lo esperaba, no haga nada.
`,
  }
}

/** Names are typed by people; a mail's lines are ours. */
const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
