import { sql } from 'kysely'
import type { PersonId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import type { Day } from './ending-dates.ts'

/** One mail for all that was noted about an owner's clips on one day: how many, and where to look. */
export async function sendWarning(
  { db, config, mailer }: Pick<Platform, 'db' | 'config' | 'mailer'>,
  personId: PersonId,
  day: Day,
): Promise<void> {
  const owner = await db
    .selectFrom('people')
    .innerJoin('organisations', 'organisations.id', 'people.organisationId')
    .select(['people.name', 'people.email', 'organisations.zone'])
    .where('people.id', '=', personId)
    .executeTakeFirst()
  if (!owner?.email) return
  const { rows } = await sql<{ clips: number }>`
    select count(distinct retention_notices.clip_id)::int as clips
    from retention_notices join clips on clips.id = retention_notices.clip_id
    where clips.owner_id = ${personId} and (told_at at time zone ${owner.zone})::date = ${day}::date
      and not exists (select from clip_purges where clip_purges.clip_id = clips.id)`.execute(db)
  const clips = rows[0]?.clips ?? 0
  if (clips === 0) return
  const link = `${config.publicUrl}/me/data`
  const [english, spanish] = clips === 1 ? ['clip', 'clip'] : ['clips', 'clips']
  await mailer.send({
    to: { name: owner.name, address: owner.email },
    subject: `Interlude: ${clips} of your ${english} will end soon / ${clips} ${spanish} terminarán pronto`,
    text: [
      `${owner.name},`,
      `${clips} of your ${english} will soon be destroyed, because your organisation does not keep recordings for ever. Open each one to see its day. A clip you have shared can be kept longer if you choose to:`,
      link,
      `${clips} de sus ${spanish} se destruirán pronto, porque su organización no conserva las grabaciones para siempre. Ábralos para ver la fecha. Si ya compartió un clip, puede elegir conservarlo más tiempo:`,
      link,
    ].join('\n\n'),
  })
}
