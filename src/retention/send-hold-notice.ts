import type { HoldId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'

/** Tells the owner of a clip that it is on hold, or no longer is. Says nothing where the basis forbids it. */
export async function sendHoldNotice(
  { db, config, mailer }: Pick<Platform, 'db' | 'config' | 'mailer'>,
  holdId: HoldId,
  of: 'placed' | 'lifted',
): Promise<void> {
  const hold = await db
    .selectFrom('legalHolds')
    .innerJoin('clips', 'clips.id', 'legalHolds.clipId')
    .innerJoin('people', 'people.id', 'clips.ownerId')
    .select(['legalHolds.tellsOwner', 'clips.id', 'people.name', 'people.email'])
    .where('legalHolds.id', '=', holdId)
    .executeTakeFirst()
  if (!hold?.email || !hold.tellsOwner) return
  const words = sentences[of]
  const link = `${config.publicUrl}/clips/${hold.id}/privacy`
  await mailer.send({
    to: { name: hold.name, address: hold.email },
    subject: words.subject,
    text: [`${hold.name},`, words.english, link, words.spanish, link].join('\n\n'),
  })
}

const sentences = {
  placed: {
    subject: 'Interlude: a clip of yours must be kept / un clip suyo debe conservarse',
    english:
      'Your privacy officer placed a clip of yours on hold. It cannot be destroyed until that ends. Nobody sees it because of this who did not see it before.',
    spanish:
      'La persona responsable de privacidad retuvo un clip suyo. No se puede destruir hasta que eso termine. Nadie lo ve por ello que no lo viera antes.',
  },
  lifted: {
    subject: 'Interlude: a clip of yours is no longer on hold / un clip suyo ya no está retenido',
    english:
      'The hold on a clip of yours ended. It is kept for as long as any other, and you may destroy it.',
    spanish:
      'La retención de un clip suyo terminó. Se conserva como cualquier otro, y usted puede destruirlo.',
  },
} as const
