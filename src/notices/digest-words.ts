import type { What } from './kinds.ts'

export type Language = 'en' | 'es'

interface About {
  readonly who: string
  readonly cohort: string
  /** When the meeting is, or the first of `meetings`. */
  readonly day: string
  readonly meetings: number
  readonly due: string
}

interface Words {
  readonly subject: (count: number) => string
  readonly greeting: (name: string) => string
  readonly somebody: string
  readonly somethingForYou: string
  readonly meets: (cohort: string, day: string) => string
  readonly notices: Readonly<Record<What, (about: About) => string>>
  readonly further: (count: number) => string
  readonly why: string
  readonly stop: string
}

/** What a mail says. Sentences of their own, not the client's: they are read without it, and say less. */
export const digestWords: Readonly<Record<Language, Words>> = {
  en: {
    subject: (count) =>
      count === 1 ? 'Interlude: something new for you' : `Interlude: ${count} things for you`,
    greeting: (name) => `Hello ${name},\n\nthis is new for you on Interlude:`,
    somebody: 'Somebody',
    somethingForYou: 'There is something new for you.',
    meets: (cohort, day) => `${cohort} meets on ${day}.`,
    notices: {
      'meeting planned': ({ who, cohort, day, meetings }) =>
        meetings === 1
          ? `${who} planned a meeting of ${cohort}: ${day}.`
          : `${who} planned ${meetings} meetings of ${cohort}, the first on ${day}.`,
      'meeting moved': ({ who, cohort, day }) => `${who} moved a meeting of ${cohort}. It is on ${day} now.`,
      'meeting changed': ({ who, cohort, day }) =>
        `${who} changed something about the meeting of ${cohort} on ${day}.`,
      'meeting cancelled': ({ who, cohort, day }) => `${who} cancelled the meeting of ${cohort} on ${day}.`,
      'meeting brought back': ({ who, cohort, day }) =>
        `The meeting of ${cohort} on ${day} takes place after all, says ${who}.`,
      'assignment opened': ({ who, cohort, due }) =>
        `${who} has something to look at together in ${cohort}, until ${due}.`,
      'seal opened': ({ cohort }) => `First thoughts in ${cohort} can be read by everybody now.`,
      nudge: ({ who, cohort, due }) =>
        `${who} would be glad of a thought of yours in ${cohort}, by ${due} if you can.`,
      mention: ({ who, cohort }) => `${who} mentioned you in ${cohort}.`,
      reply: ({ who, cohort }) => `${who} spoke in a conversation of yours in ${cohort}.`,
      thread: ({ who, cohort }) => `${who} began a conversation about a clip of yours in ${cohort}.`,
      takeaway: ({ who, cohort }) => `${who} noted what came of a meeting of ${cohort}.`,
      coaching: () => 'There is something new for you.',
      'clip shared': ({ who, cohort }) => `${who} shared a clip with ${cohort}.`,
      'exemplar asked': ({ who }) => `${who} asks whether a clip of yours may be an exemplar.`,
      'exemplar published': ({ who }) => `${who} published an exemplar that you proposed.`,
      'exemplar thanks': ({ who, cohort }) => `${who} thanks you for an exemplar, for ${cohort}.`,
      'exemplar ending': ({ due }) =>
        `One of your clips is an exemplar until ${due}. May it go on? Without an answer it ends.`,
      'exemplar ended': () => 'One of your clips is no longer an exemplar. A receipt says where it was.',
    },
    further: (count) => (count === 1 ? 'And one thing more:' : `And ${count} things more:`),
    why: 'How often we write to you is yours to choose:',
    stop: 'To have no more mails like this one, without signing in:',
  },
  es: {
    subject: (count) => (count === 1 ? 'hay una novedad para usted' : `hay ${count} novedades para usted`),
    greeting: (name) => `Hola, ${name}:\n\nEsto es nuevo para usted en Interlude:`,
    somebody: 'Alguien',
    somethingForYou: 'Hay una novedad para usted.',
    meets: (cohort, day) => `${cohort} se reúne el ${day}.`,
    notices: {
      'meeting planned': ({ who, cohort, day, meetings }) =>
        meetings === 1
          ? `${who} convocó una reunión de ${cohort}: ${day}.`
          : `${who} convocó ${meetings} reuniones de ${cohort}; la primera, el ${day}.`,
      'meeting moved': ({ who, cohort, day }) =>
        `${who} cambió la fecha de una reunión de ${cohort}. Ahora es el ${day}.`,
      'meeting changed': ({ who, cohort, day }) =>
        `${who} cambió algo de la reunión de ${cohort} del ${day}.`,
      'meeting cancelled': ({ who, cohort, day }) => `${who} canceló la reunión de ${cohort} del ${day}.`,
      'meeting brought back': ({ who, cohort, day }) =>
        `La reunión de ${cohort} del ${day} se celebrará después de todo, según ${who}.`,
      'assignment opened': ({ who, cohort, due }) =>
        `${who} propone algo para mirar juntos en ${cohort}, hasta el ${due}.`,
      'seal opened': ({ cohort }) => `Las primeras impresiones en ${cohort} ya pueden leerlas todos.`,
      nudge: ({ who, cohort, due }) =>
        `A ${who} le gustaría conocer su opinión en ${cohort}, si puede antes del ${due}.`,
      mention: ({ who, cohort }) => `${who} le mencionó en ${cohort}.`,
      reply: ({ who, cohort }) => `${who} habló en una conversación suya en ${cohort}.`,
      thread: ({ who, cohort }) => `${who} abrió una conversación sobre un clip suyo en ${cohort}.`,
      takeaway: ({ who, cohort }) => `${who} anotó qué salió de una reunión de ${cohort}.`,
      coaching: () => 'Hay una novedad para usted.',
      'clip shared': ({ who, cohort }) => `${who} compartió un clip con ${cohort}.`,
      'exemplar asked': ({ who }) => `${who} le pregunta si un clip suyo puede ser un clip ejemplar.`,
      'exemplar published': ({ who }) => `${who} publicó un clip ejemplar que usted propuso.`,
      'exemplar thanks': ({ who, cohort }) =>
        `${who} le da las gracias por un clip ejemplar, de parte de ${cohort}.`,
      'exemplar ending': ({ due }) =>
        `Uno de sus clips es ejemplar hasta el ${due}. ¿Puede continuar? Sin respuesta, termina.`,
      'exemplar ended': () => 'Uno de sus clips ya no es ejemplar. Un recibo dice dónde estuvo.',
    },
    further: (count) => (count === 1 ? 'Y una novedad más:' : `Y ${count} novedades más:`),
    why: 'Usted elige con qué frecuencia le escribimos:',
    stop: 'Para no recibir más correos como este, sin iniciar sesión:',
  },
}
