/** The first file of an export, for somebody who opens it years later. */
export const exportReadme = (madeAt: Date): string => `INTERLUDE: EVERYTHING THAT IS YOURS
Made at ${madeAt.toISOString()}

me.json           who you are here, and your roles
memberships.json  the cohorts you are or were in
agreements.json   which norms of these cohorts you agreed to, by number, and when
clips/            one folder for each clip of yours:
                    the file: your original while it is kept, else the best version of it
                    clip.json: title, what you said about it, cuts, with whom it is or was shared, consent, pauses, how long you keep it
                    ledger.csv and ledger.json: who did what with it and when, up to this export
                    captions.en.vtt and the like: its captions, with the times of the recording
talk.json         the conversations you took part in
responses.json    what you thanked colleagues for, and what you bring to meetings
coaching.json     goals, steps and entries that you wrote in coaching, also where it has ended
notes.json        your private notes and markers
readings.json     up to when you have read the talk about clips; nobody else can see that
watching.json     which clips of others you were let to play, and when; never for how long
words.json        what you wrote with concerns and invitations
meetings.json     the meetings you planned, with what you wrote about them, what you changed, and your calendar feeds (never their address)
assignments.json  what you asked of your cohorts: assignments, protocols; and of what you were reminded
takeaways.json    decisions and next tries that you wrote down after meetings
cycles.json       what you wrote in cycles of inquiry
exemplars.json    your clips as exemplars: what you agreed to, with the text you read, where each was when it ended, and the
                  thanks you got; and what you wrote about others': why you proposed them, teaching notes, thanks,
                  collections, saved searches
destroyed.json    what is left of clips that were destroyed
notices.json      how often you are written to, and when you were
sign-ins.json     your tokens (by name only) and what signs in as you

Times in files that end in .json are in UTC; startMs and endMs are milliseconds on the recording.
What others wrote is here only as the context of what you said, and only where you may still read it. They are called
Colleague 1, Colleague 2 and so on, anew in each conversation. Names of others are in the ledgers of your own clips
and nowhere else, unless somebody wrote them into their words. Clips of others are named only while you may see them.
Keep this file safe: whoever has it has your recordings, and whom they show.


INTERLUDE: TODO LO QUE ES SUYO
Hecho el ${madeAt.toISOString()}

me.json           quién es usted aquí y sus funciones
memberships.json  los grupos en los que está o estuvo
agreements.json   qué normas de esos grupos aceptó, por su número, y cuándo
clips/            una carpeta por cada clip suyo:
                    el archivo: su original mientras se conserve; si no, la mejor versión
                    clip.json: título, lo que dijo de él, cortes, con quién se comparte o compartió, consentimiento, pausas, hasta cuándo lo conserva
                    ledger.csv y ledger.json: quién hizo qué con él y cuándo, hasta esta copia
                    captions.es.vtt y similares: sus subtítulos, con los tiempos de la grabación
talk.json         las conversaciones en las que participó
responses.json    por qué dio las gracias y qué lleva a las reuniones
coaching.json     metas, pasos y anotaciones que escribió en un acompañamiento, también si ya terminó
notes.json        sus notas y marcas privadas
readings.json     hasta cuándo leyó lo que se dice de cada clip; nadie más puede verlo
watching.json     qué clips de otras personas pudo ver y cuándo; nunca durante cuánto tiempo
words.json        lo que escribió al plantear una preocupación o al invitar
meetings.json     las reuniones que planificó, lo que escribió sobre ellas, lo que cambió y sus calendarios (nunca su dirección)
assignments.json  lo que pidió a sus grupos: tareas y protocolos; y lo que se le recordó
takeaways.json    las decisiones y los próximos intentos que anotó después de las reuniones
cycles.json       lo que escribió en los ciclos de indagación
exemplars.json    sus clips ejemplares: qué aceptó, con el texto que leyó, dónde estaba cada uno cuando terminó y los
                  agradecimientos que recibió; y lo que escribió sobre los de otras personas: por qué los
                  propuso, notas didácticas, agradecimientos, colecciones y búsquedas guardadas
destroyed.json    lo que queda de los clips destruidos
notices.json      cada cuánto se le escribe y cuándo se le escribió
sign-ins.json     sus claves de acceso (solo su nombre) y con qué inicia sesión

Las horas de los archivos .json están en UTC; startMs y endMs son milisegundos de la grabación.
Lo que escribieron otras personas está aquí solo como contexto de lo que usted dijo, y solo si todavía puede leerlo. Se
llaman Colleague 1, Colleague 2, etc., de nuevo en cada conversación. Los nombres de otras personas están en los
registros de sus propios clips y en ningún otro lugar, salvo que alguien los haya escrito en sus palabras. Los clips de
otras personas llevan su título solo mientras usted pueda verlos.
Guarde bien este archivo: quien lo tenga tiene sus grabaciones y a quienes aparecen en ellas.
`
