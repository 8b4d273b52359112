import { type BuiltInProtocol, during, stage } from './compose-stage.ts'

export const tryLookTryAgain: BuiltInProtocol = {
  key: 'try-look-try-again',
  version: 1,
  title: { en: 'Try, look, try again', es: 'Probar, mirar, volver a probar' },
  about: {
    en: 'For two clips of the same teacher: one move, what came of it, what colleagues do, and how it went the second time.',
    es: 'Para dos clips de una misma persona: un recurso, qué resultó, qué hacen sus colegas y cómo fue la segunda vez.',
  },
  stages: [
    stage(
      'intention',
      ['Intention', 'Presenter, before teaching: one move I will try, and what I hope to see.'],
      ['Intención', 'Quien presenta, antes de la clase: un recurso que probaré y qué espero ver.'],
      { ...during(0, 15, 1, 3), whoPosts: 'presenter', anchor: 'none', clipPosition: 0 },
    ),
    stage(
      'what happened',
      ['What happened', 'Presenter: mark two moments of the first clip, one that worked and one struggle.'],
      ['Qué pasó', 'Quien presenta: señale dos momentos del primer clip, uno que funcionó y una dificultad.'],
      { ...during(10, 40, 2, 6), whoPosts: 'presenter', anchor: 'required', clipPosition: 0 },
    ),
    stage(
      'strategies',
      ['Strategies', 'Colleagues: what have you done in the same spot, and what did it change?'],
      ['Estrategias', 'Colegas: ¿qué han hecho ustedes en esa misma situación, y qué cambió?'],
      { ...during(25, 65, 1, 8), whoPosts: 'others', kinds: ['suggest', 'wonder'], clipPosition: 0 },
    ),
    stage(
      'again',
      ['Again', 'Presenter: in the second clip, mark where you tried it again.'],
      ['Otra vez', 'Quien presenta: señale en el segundo clip dónde lo volvió a probar.'],
      { ...during(60, 85, 1, 6), whoPosts: 'presenter', anchor: 'required', clipPosition: 1 },
    ),
    stage(
      'what changed',
      ['What changed', 'Look at the two side by side: what moved in students’ work?'],
      ['Qué cambió', 'Mire los dos uno junto al otro: ¿qué cambió en el trabajo de los estudiantes?'],
      { ...during(75, 100, 1, 8) },
    ),
  ],
}

export const lookForCircle: BuiltInProtocol = {
  key: 'look-for-circle',
  version: 1,
  title: { en: 'Look-for circle', es: 'Círculo de observación' },
  about: {
    en: 'For peer observation: the host says what to look for, everybody notes what they see, and the host hears it first.',
    es: 'Para la observación entre colegas: quien recibe dice qué mirar, cada cual anota lo que ve y quien recibe lo oye primero.',
  },
  stages: [
    stage(
      'agree',
      ['Agree', 'Host: name up to three things we should look for.'],
      ['Acordar', 'Quien recibe: nombre hasta tres cosas en las que debamos fijarnos.'],
      { ...during(0, 15, 1, 4), whoPosts: 'presenter', anchor: 'none' },
    ),
    stage(
      'gather',
      ['Gather', 'For each look-for, note what you see or hear, without judging it. Your own notes first.'],
      ['Recoger', 'Para cada cosa acordada, anote lo que ve u oye, sin juzgarlo. Primero sus propias notas.'],
      { ...during(15, 55, 2, 8), gate: 'own post first', anchor: 'required', kinds: ['notice'] },
    ),
    stage(
      'compare',
      ['Compare', 'Same moment, different notes? Talk it through.'],
      ['Comparar', '¿El mismo momento y notas distintas? Háblenlo.'],
      { ...during(55, 85, 1, 8), anchor: 'reply only', kinds: [] },
    ),
    stage(
      'offer',
      ['Offer', 'To the host first: one thing to keep, one question, one next try.'],
      ['Ofrecer', 'Primero a quien recibe: algo que conservar, una pregunta y algo que probar.'],
      { ...during(75, 100, 1, 6), whoPosts: 'others', kinds: ['wonder', 'suggest', 'appreciate'] },
    ),
  ],
}

export const calibrationConversation: BuiltInProtocol = {
  key: 'calibration-conversation',
  version: 1,
  title: { en: 'Calibration conversation', es: 'Conversación de calibración' },
  about: {
    en: 'For agreeing on what the words of a tool mean. It is about the words, and never ranks who uses them.',
    es: 'Para acordar qué significan las palabras de una herramienta. Trata de las palabras y nunca clasifica a quien las usa.',
  },
  stages: [
    stage(
      'rate alone',
      ['Rate alone', 'Choose your levels alone. Keep them, and why you chose them, in a private note.'],
      ['Valorar a solas', 'Elija sus niveles a solas. Guárdelos, y sus razones, en una nota privada.'],
      { ...during(0, 35, 0, 6), whoPosts: 'nobody', anchor: 'none', kinds: [] },
    ),
    stage(
      'reveal',
      ['Reveal', 'See how our levels are spread, without names. It is about the words, not about who chose.'],
      [
        'Mostrar',
        'Vean cómo se reparten nuestros niveles, sin nombres. Se trata de las palabras, no de quién eligió.',
      ],
      { ...during(35, 45, 0, 4), whoPosts: 'nobody', anchor: 'none', kinds: [] },
    ),
    stage(
      'widest gap',
      ['Widest gap', 'Begin with the look-for where we lie furthest apart. How did you read it?'],
      ['Mayor distancia', 'Empiecen por el aspecto en el que más nos separamos. ¿Cómo lo entendió usted?'],
      { ...during(45, 70, 1, 8), kinds: ['interpret', 'wonder'] },
    ),
    stage(
      'point to evidence',
      ['Point to evidence', 'Point to the moment that your reading rests on.'],
      ['Señalar evidencias', 'Señale el momento en el que se apoya su lectura.'],
      { ...during(45, 80, 1, 8), anchor: 'required', kinds: ['notice', 'interpret'] },
    ),
    stage(
      're-rate alone',
      ['Re-rate alone', 'Choose your levels again, alone. What moved you, or what did not?'],
      ['Volver a valorar', 'Elija de nuevo sus niveles, a solas. ¿Qué le hizo cambiar, o qué no?'],
      { ...during(80, 90, 0, 4), whoPosts: 'nobody', anchor: 'none', kinds: [] },
    ),
    stage(
      'agree words',
      ['Agree words', 'Note what the level means to us from now on.'],
      ['Acordar palabras', 'Anote qué significa para nosotros ese nivel a partir de ahora.'],
      { ...during(85, 100, 1, 6), anchor: 'none', kinds: ['interpret', 'suggest'] },
    ),
  ],
}
