/** The first file of an export, for somebody who opens it years later. */
export const exportReadme = (madeAt: Date): string => `INTERLUDE: EVERYTHING THAT IS YOURS
Made at ${madeAt.toISOString()}

me.json           who you are here, and your roles
memberships.json  the cohorts you are or were in
clips/            one folder for each clip of yours:
                    the file: your original while it is kept, else the best version of it
                    clip.json: title, cuts, with whom it is or was shared, consent, pauses, how long you keep it
                    ledger.csv and ledger.json: who did what with it and when, up to this export
talk.json         the conversations you took part in
notes.json        your private notes and markers
watching.json     which clips of others you were let to play, and when; never for how long
words.json        what you wrote with concerns and invitations
destroyed.json    what is left of clips that were destroyed
sign-ins.json     your tokens (by name only) and what signs in as you

Times in files that end in .json are in UTC; startMs and endMs are milliseconds on the recording.
What others wrote is here only as the context of what you said, and only where you may still read it. They are called
Colleague 1, Colleague 2 and so on, anew in each conversation. Names of others are in the ledgers of your own clips
and nowhere else, unless somebody wrote them into their words. Clips of others are named only while you may see them.
Keep this file safe: whoever has it has your recordings, and whom they show.


INTERLUDE: TODO LO QUE ES TUYO
Hecho el ${madeAt.toISOString()}

me.json           quién eres aquí y tus funciones
memberships.json  los grupos en los que estás o estuviste
clips/            una carpeta por cada clip tuyo:
                    el archivo: tu original mientras se conserve; si no, la mejor versión
                    clip.json: título, cortes, con quién se comparte o compartió, consentimiento, pausas, hasta cuándo
                    ledger.csv y ledger.json: quién hizo qué con él y cuándo, hasta esta copia
talk.json         las conversaciones en las que participaste
notes.json        tus notas y marcas privadas
watching.json     qué clips de otras personas pudiste ver y cuándo; nunca durante cuánto tiempo
words.json        lo que escribiste al plantear una preocupación o al invitar
destroyed.json    lo que queda de los clips destruidos
sign-ins.json     tus claves de acceso (solo su nombre) y lo que inicia sesión por ti

Las horas de los archivos .json están en UTC; startMs y endMs son milisegundos de la grabación.
Lo que escribieron otras personas está aquí solo como contexto de lo que dijiste, y solo si todavía puedes leerlo. Se
llaman Colleague 1, Colleague 2, etc., de nuevo en cada conversación. Los nombres de otras personas están en los
registros de tus propios clips y en ningún otro lugar, salvo que alguien los haya escrito en sus palabras. Los clips de
otras personas llevan su título solo mientras puedas verlos.
Guarda bien este archivo: quien lo tenga tiene tus grabaciones y a quienes aparecen en ellas.
`
