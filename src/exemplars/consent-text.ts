import { createHash } from 'node:crypto'

/**
 * What an owner agrees to. Each consent keeps the version and the hash of what was read, so a change of one letter in
 * either language is a new version: raise the number with it.
 */
const version = 1

const text = {
  en: `Colleagues would like to learn from your clip. If you agree, it becomes an exemplar: a clip that others may watch to see a practice at work.

Who sees it: only those you choose here, a cohort, your school, your district or your organisation. They can watch it and cannot download it. Somebody who rates you for your employment does not see it this way.

How long: until the end of the day you choose, two years from now at the latest. We ask you before that day whether it may go on. If you do not answer, it ends.

Your name: it stands beside the clip or not, as you choose. Without it, those who know you may still recognise you.

You can end it at any moment, with one button, and nobody asks you why. From then on nobody finds or plays it as an exemplar any more; where it plays, it stops within seconds. You get a receipt that says where it had been. Colleagues with whom you shared the clip yourself keep seeing it until you change that.

It also ends if you take the clip back, if you leave, or if somebody in the picture no longer agrees.

What colleagues say to one another about it stays theirs, and you are not shown it. When it ends they keep their words, without your clip. They can send you their thanks.

It is there to learn from. It is never used to rate you: not your clip, not how often it is watched, and not whether you agree.`,
  es: `Sus colegas quisieran aprender de su clip. Si usted está de acuerdo, será un clip ejemplar: un clip que otras personas pueden ver para conocer una práctica en acción.

Quién lo ve: solo las personas que usted elija aquí: un grupo, su escuela, su distrito o su organización. Pueden verlo, pero no descargarlo. Quien evalúa su desempeño laboral no lo ve por esta vía.

Hasta cuándo: hasta el final del día que usted elija, como máximo dentro de dos años. Antes de ese día le preguntaremos si puede continuar. Si usted no responde, termina.

Su nombre: aparece junto al clip o no, como usted prefiera. Aunque no aparezca, quienes le conocen quizá le reconozcan.

Usted puede terminarlo en cualquier momento, con un solo botón, y nadie le preguntará por qué. Desde entonces nadie lo encuentra ni lo reproduce como ejemplar; si se está reproduciendo, se detiene en segundos. Usted recibe un recibo que dice dónde estuvo. Las personas con quienes usted compartió el clip directamente lo siguen viendo hasta que usted lo cambie.

También termina si usted retira el clip, si deja la organización o si alguien que aparece en él ya no está de acuerdo.

Lo que sus colegas conversan entre sí sobre el clip es de ellos y no se le muestra a usted. Cuando termina, conservan sus palabras, sin su clip. Pueden enviarle un agradecimiento.

Está para aprender de él. Nunca se usa para calificarle: ni su clip, ni cuántas veces se ve, ni si usted acepta.`,
} as const

export const consentText = {
  version,
  text,
  hash: createHash('sha256')
    .update(JSON.stringify([version, text.en, text.es]))
    .digest('hex'),
} as const
