import type { ShowcaseClip } from './showcase-clip.ts'

export const mathClips: readonly ShowcaseClip[] = [
  {
    title: 'Partner talk: which fraction is larger?',
    by: 'Hannah',
    threads: [
      [
        null,
        'wonder',
        [
          'Marisol',
          'Hannah asked us to listen for who explains to whom. What would we have to hear to say that it worked?',
        ],
        ['Grace', 'A “because” that comes from a student without being asked for.'],
        ['Hannah', 'Yes. And ideally one that answers another student and not me.'],
      ],
      [
        4,
        'notice',
        ['Tom', 'At the left table one of them turns around before you have finished the question.'],
        ['Hannah', 'I missed that completely. I was looking at the number line.'],
        ['Mei', 'They had the same question yesterday, so they may have been ready for it.'],
      ],
      [
        [9, 15],
        'interpret',
        [
          'Ana',
          'I read these seconds as the pair testing a rule, “bigger bottom number, smaller piece”, before they trust it.',
        ],
        ['Jamal', 'I read it the other way: they trust it already and look for words.'],
        ['Hannah', 'I could ask them tomorrow. Both readings would tell me what to do next.'],
        ['Marisol', 'Let us start with this moment on Thursday.'],
      ],
      [
        18,
        'appreciate',
        ['Grace', 'You wait. It feels long on the recording, and then the quietest table speaks first.'],
        ['Hannah', 'It felt even longer in the room!'],
      ],
      [
        [23, 29],
        'suggest',
        ['Omar', 'What if the second pair had to repeat the first pair’s idea before adding their own?'],
        [
          'Hannah',
          'I would like to try that. Do you have a sentence starter that does not sound like a script?',
        ],
        ['Omar', '“What I heard you say is … and I would add …”. Mine made up their own after a week.'],
        ['Ana', 'Con mis estudiantes bilingües funciona bien en los dos idiomas.'],
      ],
      [
        33,
        'wonder',
        ['Mei', 'Who decides here that the talk is over? Is it the timer or the pairs?'],
        ['Hannah', 'The timer. I have never questioned it.'],
        ['Jamal', 'I would try one round without it and watch who still talks after three minutes.'],
        ['Marisol', 'Please film that one too.'],
      ],
    ],
  },
  {
    title: 'Launching the task without giving it away',
    by: 'Omar',
    threads: [
      [
        null,
        'wonder',
        ['Omar', 'I always say too much at the start. Where could I have stopped?'],
        ['Marisol', 'Good question. Let us each mark one place before we read what the others marked.'],
      ],
      [
        6,
        'suggest',
        ['Grace', 'Here. The picture is up, and they are already leaning in.'],
        ['Tom', 'I marked the same second.'],
        ['Omar', 'That is before I even read the task aloud. Interesting.'],
      ],
      [
        [11, 17],
        'notice',
        ['Jamal', 'In these six seconds you answer three questions, and nobody had asked the second one.'],
        ['Omar', 'Ouch. True.'],
        ['Hannah', 'I do this every day. Seeing it in your room helps me see it in mine.'],
      ],
      [
        20,
        'interpret',
        [
          'Ana',
          'I think the student by the window has understood the task as “find all ways”, and the others as “find one”.',
        ],
        ['Mei', 'That would explain the two very different posters.'],
        ['Omar', 'It would. I read the posters as effort, not as another reading of the task.'],
      ],
      [
        25,
        'appreciate',
        [
          'Hannah',
          'You write their word “leftover” on the board and not “remainder”. They use it until the end.',
        ],
        ['Omar', 'It was the better word.'],
      ],
      [
        [29, 35],
        'wonder',
        ['Tom', 'What would happen if they read the task to each other instead of you reading it to them?'],
        ['Grace', 'Ours do that on Fridays. Slower, and far fewer questions to me.'],
        ['Omar', 'Could I come and watch one Friday?'],
        ['Grace', 'Any Friday.'],
      ],
      [
        37,
        'suggest',
        [
          'Marisol',
          'Try a launch of one sentence and one picture this week, and bring the first two minutes.',
        ],
        ['Omar', 'Done. Tuesday, second period.'],
        ['Jamal', 'I will do the same with my group, then we can compare.'],
      ],
    ],
  },
  {
    title: 'Number talk: 16 × 25 in the head',
    by: 'Grace',
    threads: [
      [
        3,
        'notice',
        ['Mei', 'Thumbs go up at five seconds, and you still wait for the last two.'],
        ['Grace', 'Those two usually have the strategy nobody else has.'],
      ],
      [
        [8, 13],
        'appreciate',
        ['Tom', 'You record “four quarters make a hundred” exactly as he says it, with the coins.'],
        ['Hannah', 'And you ask the class whether the drawing shows what he meant. He corrects it himself.'],
      ],
      [
        16,
        'wonder',
        ['Jamal', 'Why this order of strategies? Did you plan it, or take them as they came?'],
        ['Grace', 'As they came. I would have liked the area model before the halving.'],
        ['Omar', 'Could you have known who had which while they showed thumbs?'],
        ['Grace', 'Only by walking around. Which I could do!'],
      ],
      [
        [19, 24],
        'interpret',
        [
          'Ana',
          'She says “I just doubled”. I think she halved and doubled, and only has a word for one of them.',
        ],
        ['Grace', 'Oh, that is it. I wrote “double” and left the other half out.'],
        ['Mei', 'Maybe the class can name it. Mine call it “give and take”.'],
      ],
      [
        27,
        'suggest',
        ['Marisol', 'A next question could be: when is her way easier, and when is it not?'],
        ['Grace', '17 × 25 would be a lovely trouble to have.'],
        ['Tom', 'Stealing that for Monday.'],
      ],
      [
        31,
        'notice',
        ['Hannah', 'From here on the students look at each other and not at you.'],
        ['Marisol', 'About nine seconds. Let us count them again in a month.'],
      ],
      [
        null,
        'appreciate',
        ['Omar', 'Thank you for sharing one where you were not sure. It makes it easier for the rest of us.'],
        ['Jamal', 'Seconded.'],
        ['Ana', 'Igualmente. Gracias, Grace.'],
        ['Grace', 'You are kind. See you on Thursday.'],
      ],
    ],
  },
]
