import { type BuiltInProtocol, during, stage } from './compose-stage.ts'
import { calibrationConversation, lookForCircle, tryLookTryAgain } from './looking-protocols.ts'

const noticeAndWonder: BuiltInProtocol = {
  key: 'notice-and-wonder',
  version: 1,
  title: { en: 'Notice and wonder', es: 'Observar y preguntarse' },
  about: {
    en: 'For any clip, and to begin with: first what the camera shows, then what it makes us ask.',
    es: 'Para cualquier clip, y para empezar: primero lo que muestra la cámara, luego lo que nos hace preguntarnos.',
  },
  stages: [
    stage(
      'notice',
      ['Notice', 'What did you see or hear students do or say? Only what the camera would swear to.'],
      [
        'Observar',
        '¿Qué vio u oyó que hicieran o dijeran sus estudiantes? Solo aquello que la cámara podría jurar.',
      ],
      { ...during(0, 60, 2, 6), gate: 'own post first', anchor: 'required', kinds: ['notice'] },
    ),
    stage(
      'wonder',
      ['Wonder', 'What does that make you ask about their thinking?'],
      ['Preguntarse', '¿Qué le hace preguntarse eso sobre cómo están pensando?'],
      { ...during(0, 85, 1, 6), gate: 'after previous', kinds: ['wonder'] },
    ),
    stage(
      'carry',
      ['Carry', 'One thing you want to bring to our meeting.'],
      ['Llevar', 'Una cosa que quiera llevar a nuestra reunión.'],
      { ...during(60, 100, 1, 3), anchor: 'none' },
    ),
  ],
}

const evidenceLadder: BuiltInProtocol = {
  key: 'evidence-ladder',
  version: 1,
  title: { en: 'Evidence ladder', es: 'Escalera de evidencias' },
  about: {
    en: 'For a clip in which students’ ideas can be seen or heard: from what they did to what we would do next.',
    es: 'Para un clip en el que se ven u oyen las ideas de los estudiantes: de lo que hicieron a lo que haríamos después.',
  },
  stages: [
    stage(
      'see',
      ['See', 'Find one idea of a student. What did they say, write or do, and at which moment?'],
      ['Ver', 'Busque una idea de un estudiante. ¿Qué dijo, escribió o hizo, y en qué momento?'],
      { ...during(0, 50, 1, 8), gate: 'own post first', anchor: 'required', kinds: ['notice'] },
    ),
    stage(
      'make sense',
      ['Make sense', 'What might the student understand? Which words or marks show it?'],
      ['Comprender', '¿Qué podría estar entendiendo el estudiante? ¿Qué palabras o trazos lo muestran?'],
      { ...during(0, 75, 1, 8), gate: 'after previous', kinds: ['interpret'] },
    ),
    stage(
      'other readings',
      ['Other readings', 'Offer a different reading of a colleague’s moment.'],
      ['Otras lecturas', 'Ofrezca otra lectura del momento que señaló un colega.'],
      { ...during(25, 90, 1, 8), gate: 'after previous', anchor: 'reply only', kinds: [] },
    ),
    stage(
      'next move',
      ['Next move', 'What would you ask or do in the next minute of class?'],
      ['Siguiente paso', '¿Qué preguntaría o haría usted en el siguiente minuto de clase?'],
      { ...during(50, 100, 1, 6), gate: 'after previous', kinds: ['wonder', 'suggest'] },
    ),
  ],
}

const tuneAPractice: BuiltInProtocol = {
  key: 'tune-a-practice',
  version: 1,
  title: { en: 'Tune a practice', es: 'Afinar una práctica' },
  about: {
    en: 'For one teacher with one question: they frame it, colleagues speak while they listen, and they have the last word.',
    es: 'Para una docente o un docente con una pregunta: la plantea, escucha mientras hablan sus colegas y tiene la última palabra.',
  },
  stages: [
    stage(
      'frame',
      ['Frame', 'Presenter: what I tried, for whom, and my question.'],
      ['Plantear', 'Quien presenta: qué probé, con quiénes y cuál es mi pregunta.'],
      { ...during(0, 10, 1, 5), whoPosts: 'presenter' },
    ),
    stage(
      'clarify',
      ['Clarify', 'Ask about facts only: what you need to know to understand the moment. No advice yet.'],
      [
        'Aclarar',
        'Pregunte solo por hechos: lo que necesita saber para entender el momento. Todavía sin consejos.',
      ],
      { ...during(10, 30, 0, 5), whoPosts: 'others', kinds: ['wonder'], presenterAnswers: true },
    ),
    stage(
      'pause',
      ['Pause', 'Write a private note: what stands out to you, warm and cool? Nobody else reads it.'],
      ['Pausa', 'Escriba una nota privada: ¿qué destaca para usted, cálido y frío? Nadie más la lee.'],
      { ...during(30, 40, 0, 3), whoPosts: 'nobody', anchor: 'none', kinds: [] },
    ),
    stage(
      'warm',
      ['Warm', 'Where does the practice serve the goal? Point to the moment.'],
      ['Cálido', '¿Dónde sirve la práctica al objetivo? Señale el momento.'],
      { ...during(40, 75, 1, 8), whoPosts: 'others', anchor: 'required', kinds: ['appreciate'] },
    ),
    stage(
      'cool',
      ['Cool', 'Where do goal and practice drift apart? Ask it as a question.'],
      ['Frío', '¿Dónde se separan el objetivo y la práctica? Dígalo en forma de pregunta.'],
      { ...during(40, 75, 1, 8), whoPosts: 'others', kinds: ['wonder', 'suggest'] },
    ),
    stage(
      'reflect',
      ['Reflect', 'Presenter: what have I heard, what moves me, and what will I try next?'],
      ['Reflexionar', 'Quien presenta: ¿qué he escuchado, qué me mueve y qué probaré ahora?'],
      { ...during(75, 95, 1, 8), whoPosts: 'presenter' },
    ),
    stage(
      'debrief',
      ['Debrief', 'How was this conversation for you?'],
      ['Balance', '¿Cómo fue esta conversación para usted?'],
      { ...during(95, 100, 0, 5), anchor: 'none' },
    ),
  ],
}

/**
 * Protocols that every cohort has, in our own words (CC BY 4.0). An assignment keeps a copy of the stages it was made
 * with; whoever changes one here raises its version.
 */
export const builtInProtocols: readonly BuiltInProtocol[] = [
  noticeAndWonder,
  evidenceLadder,
  tuneAPractice,
  tryLookTryAgain,
  lookForCircle,
  calibrationConversation,
]

export const findBuiltIn = (key: string): BuiltInProtocol | undefined =>
  builtInProtocols.find((protocol) => protocol.key === key)
