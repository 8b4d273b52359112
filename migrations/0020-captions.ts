import { type Kysely, sql } from 'kysely'

/** What is said in a recording, as text; on the recording's own timeline, so that no cut moves it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table captions (
      organisation_id uuid not null,
      clip_id uuid not null,
      language text not null,
      source text not null check (source in ('uploaded', 'edited', 'machine')),
      vtt text not null check (octet_length(vtt) <= 1048576),
      -- Nobody, where a program listened.
      made_by uuid,
      made_at timestamptz not null default now(),
      primary key (clip_id, language),
      check ((made_by is null) = (source = 'machine')),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, made_by) references people (organisation_id, id)
    );
    create index captions_by_person on captions (made_by) where made_by is not null;
    create trigger erased_people_write_nothing before insert on captions
      for each row execute function refuse_erased('made_by');

    -- That a program was asked to listen to a clip, and what came of it.
    create table caption_makings (
      organisation_id uuid not null,
      clip_id uuid primary key,
      state text not null check (state in ('asked', 'made', 'failed')),
      changed_at timestamptz not null default now(),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id)
    );

    alter table ledger drop constraint ledger_what_check;
    alter table ledger add constraint ledger_what_check check (what in ('play', 'download', 'export', 'share',
      'change grant', 'revoke', 'acknowledge', 'withdraw', 'restore', 'cut', 'consent', 'pause', 'resume', 'hold',
      'lift hold', 'purge', 'purged', 'operator access', 'captions'));
  `.execute(db)
}
