import { findPrivacyOffice } from '../identity/find-privacy-office.ts'
import type { PauseId, PersonId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'

/** Tells somebody who sees to privacy that a clip was paused, while it is and they do. Nothing of what was said. */
export async function sendPauseNotice(
  { db, config, mailer }: Pick<Platform, 'db' | 'config' | 'mailer'>,
  pauseId: PauseId,
  personId: PersonId,
): Promise<void> {
  const pause = await db
    .selectFrom('clipPauses')
    .select('organisationId')
    .where('id', '=', pauseId)
    .where('resolvedAt', 'is', null)
    .executeTakeFirst()
  if (!pause || !(await findPrivacyOffice(db, pause.organisationId)).includes(personId)) return
  const person = await db
    .selectFrom('people')
    .select(['name', 'email'])
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person?.email) return
  const link = `${config.publicUrl}/privacy`
  await mailer.send({
    to: { name: person.name, address: person.email },
    subject: 'Interlude: a clip was paused / se puso un clip en pausa',
    text: [
      `${person.name},`,
      'A clip was paused, and waits for a decision of a privacy officer. Nobody but its owner can play it until then.',
      link,
      'Se puso un clip en pausa, y espera la decisión de una persona responsable de privacidad. Hasta entonces solo puede verlo quien lo subió.',
      link,
    ].join('\n\n'),
  })
}
