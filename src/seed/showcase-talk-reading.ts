import type { ShowcaseClip } from './showcase-clip.ts'

export const readingClips: readonly ShowcaseClip[] = [
  {
    title: 'Leer en parejas: la casa de la abuela',
    by: 'Rosa',
    threads: [
      [
        null,
        'wonder',
        ['Rosa', 'Quiero saber si las preguntas salen de ellos o de mi lista. ¿Qué oyen ustedes?'],
        ['Lucia', 'Las dos primeras son de la lista. La tercera es suya, estoy casi segura.'],
        ['Denise', 'For those of us still learning: the third one is “¿por qué no abre la puerta?”, right?'],
        ['Rosa', 'Exacto. Why does she not open the door.'],
      ],
      [
        5,
        'notice',
        ['Ana', 'El niño de la derecha señala la ilustración antes de hablar.'],
        ['Rosa', 'Lo hace siempre. Le da tiempo.'],
      ],
      [
        [10, 16],
        'interpret',
        [
          'Priya',
          'They switch to English for the argument and back to Spanish for the story. I read that as skill, not as a gap.',
        ],
        ['Rosa', 'Thank you for saying that. I used to correct it.'],
        ['Fatima', 'Mine do the same between Arabic and English, and always at the “because”.'],
        ['Denise', 'Could we collect these moments from all three rooms?'],
      ],
      [
        21,
        'appreciate',
        ['Sam', 'You kneel down, listen to a whole page, and leave without having said a word.'],
        ['Rosa', 'It took me two years to be able to do that.'],
      ],
      [
        [26, 32],
        'suggest',
        ['Kevin', 'What if each pair left one question on a card for the next pair to find in the book?'],
        ['Rosa', '¡Me encanta! Then the list would become theirs.'],
        ['Lucia', 'Yo tengo tarjetas de sobra. Te las llevo el jueves.'],
      ],
      [
        35,
        'wonder',
        ['Denise', 'Which pair would you listen to again, and what for?'],
        ['Rosa', 'The one by the door. They laughed, and I do not know about what.'],
        ['Priya', 'I listened twice. It was about the grandmother’s hat. They were inside the story.'],
      ],
      [
        38,
        'appreciate',
        ['Fatima', 'The room sounds busy and calm at once. I would like to know how you got there.'],
        ['Rosa', 'Slowly. Come by!'],
      ],
    ],
  },
  {
    title: 'Conferring: one question, then listen',
    by: 'Kevin',
    threads: [
      [
        2,
        'notice',
        [
          'Denise',
          'Your first question is “What are you trying to do here?”. She answers for eleven seconds.',
        ],
        ['Kevin', 'Usually I get three words. I think the chair helped, I sat lower than her.'],
      ],
      [
        [7, 14],
        'wonder',
        ['Sam', 'What did you want to say in this pause?'],
        ['Kevin', '“Have you thought about a stronger opening?” And then she said it herself.'],
        ['Ana', 'Se nota que te cuesta callar. Vale la pena.'],
      ],
      [
        17,
        'interpret',
        [
          'Lucia',
          'She rereads the line aloud and changes one word while reading. I think she hears it as a reader for the first time.',
        ],
        ['Priya', 'Or she hears how it sounds to you. Both would be good news.'],
      ],
      [
        [20, 26],
        'suggest',
        ['Fatima', 'Could the next conference be between the two of them, with your question on a card?'],
        ['Kevin', 'I worry that they would only be nice to each other.'],
        ['Fatima', 'Mine were, for a week. Then someone asked “what did you leave out?”, and it changed.'],
        ['Kevin', 'That is a great question. Trying it on Wednesday.'],
      ],
      [
        28,
        'notice',
        ['Rosa', 'Behind you two others have stopped writing to listen.'],
        ['Kevin', 'Ha! I had no idea.'],
        ['Denise', 'So one conference may have been three.'],
      ],
      [
        [31, 36],
        'appreciate',
        [
          'Priya',
          'You end with what she will do next, in her words, and she writes it down before you stand up.',
        ],
        ['Sam', 'I noticed that too. I always say it for them.'],
      ],
      [
        null,
        'wonder',
        ['Denise', 'How many of these fit into one lesson, and whom do they not reach?'],
        ['Kevin', 'Four. I keep a list now, and the quiet ones were at the bottom of it.'],
        ['Rosa', 'Eso me pasa a mí también. Yo empiezo por el final de la lista los lunes.'],
        ['Denise', 'Let us each bring our list next time.'],
      ],
    ],
  },
  {
    title: 'Discussion circle: should the river have rights?',
    by: 'Fatima',
    threads: [
      [
        null,
        'wonder',
        [
          'Fatima',
          'I stayed outside of the circle for the first time. Please look at what happens when nobody knows what to say.',
        ],
        ['Denise', 'I counted two silences. They end very differently.'],
      ],
      [
        4,
        'appreciate',
        ['Kevin', 'They start without you. The first speaker even says whom she is answering.'],
        ['Fatima', 'We practised only that for a whole week.'],
      ],
      [
        [8, 13],
        'notice',
        ['Rosa', 'First silence: everybody looks at you, and you look at your paper.'],
        ['Sam', 'And then the boy in green says “so is it alive or not?”.'],
        ['Fatima', 'He had not spoken in a discussion since September.'],
      ],
      [
        [16, 22],
        'interpret',
        [
          'Sam',
          'For some of my families this is no metaphor. I hear two students who know that, and who choose their words with care.',
        ],
        ['Fatima', 'I did not think of that when I chose the text. Would you help me with the next one?'],
        ['Sam', 'Gladly. I know a text by someone who grew up on that river.'],
        ['Priya', 'May I join you two?'],
      ],
      [
        25,
        'suggest',
        ['Lucia', 'Una idea: que cada uno tenga dos fichas, y que hablar cueste una.'],
        ['Priya', 'I tried that. The fast ones spend them at once, and then it gets interesting.'],
        ['Fatima', 'Then I would film the second half!'],
      ],
      [
        [28, 33],
        'notice',
        ['Ana', 'En el segundo silencio alguien vuelve al texto y lee una línea en voz alta.'],
        ['Denise', 'This is the one I would show to others, if you ever want to.'],
        ['Fatima', 'Maybe in spring.'],
      ],
      [
        37,
        'wonder',
        ['Kevin', 'What will they say on Friday that they could not say today?'],
        ['Fatima', 'I hope “I changed my mind”.'],
        ['Rosa', 'Ojalá. Cuéntanos.'],
      ],
    ],
  },
]
