import { type Kysely, sql } from 'kysely'

/** What to watch and to say between two meetings, and the protocol by which it is said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- A cohort's own. The built-in ones are part of the program.
    create table protocols (
      organisation_id uuid not null,
      id uuid primary key,
      cohort_id uuid not null,
      version_no integer not null default 1 check (version_no > 0),
      created_by uuid not null,
      created_at timestamptz not null default now(),
      retired_at timestamptz,
      unique (organisation_id, id),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, created_by) references people (organisation_id, id)
    );
    create index protocols_by_cohort on protocols (cohort_id, id);
    create table protocol_versions (
      organisation_id uuid not null,
      protocol_id uuid not null,
      version_no integer not null check (version_no > 0),
      title text not null check (title ~ '\\S' and length(title) <= 120),
      stages jsonb not null,
      written_by uuid not null,
      written_at timestamptz not null default now(),
      primary key (protocol_id, version_no),
      unique (organisation_id, protocol_id, version_no),
      foreign key (organisation_id, protocol_id) references protocols (organisation_id, id),
      foreign key (organisation_id, written_by) references people (organisation_id, id)
    );

    create table assignments (
      organisation_id uuid not null,
      id uuid primary key,
      cohort_id uuid not null,
      after_meeting_id uuid,
      for_meeting_id uuid,
      cycle_id uuid,
      presenter_id uuid,
      -- A built-in protocol by its key, or one of the cohort's own.
      protocol_key text,
      protocol_id uuid,
      protocol_version integer not null,
      words text check (words ~ '\\S' and length(words) <= 2000),
      -- The opening question, pinned above the talk.
      question text check (question ~ '\\S' and length(question) <= 500),
      opens_at timestamptz not null,
      due_at timestamptz not null,
      -- By rule it moves with the meeting; fixed by hand it stays.
      due_by text not null check (due_by in ('rule', 'hand')),
      minutes integer check (minutes > 0),
      created_by uuid not null,
      created_at timestamptz not null default now(),
      closed_by uuid,
      closed_at timestamptz,
      cancelled_by uuid,
      cancelled_at timestamptz,
      unique (organisation_id, id),
      check (due_at > opens_at),
      check (num_nonnulls(protocol_key, protocol_id) = 1),
      check ((closed_by is null) = (closed_at is null)),
      check ((cancelled_by is null) = (cancelled_at is null)),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, after_meeting_id) references meetings (organisation_id, id),
      foreign key (organisation_id, for_meeting_id) references meetings (organisation_id, id),
      foreign key (organisation_id, cycle_id) references inquiry_cycles (organisation_id, id),
      foreign key (organisation_id, presenter_id) references people (organisation_id, id),
      foreign key (organisation_id, protocol_id, protocol_version)
        references protocol_versions (organisation_id, protocol_id, version_no),
      foreign key (organisation_id, created_by) references people (organisation_id, id),
      foreign key (organisation_id, closed_by) references people (organisation_id, id),
      foreign key (organisation_id, cancelled_by) references people (organisation_id, id)
    );
    create index assignments_by_cohort on assignments (cohort_id, opens_at);
    create index assignments_by_meeting on assignments (for_meeting_id) where for_meeting_id is not null;

    create table assignment_clips (
      organisation_id uuid not null,
      assignment_id uuid not null,
      clip_id uuid not null,
      position integer not null check (position >= 0),
      primary key (assignment_id, clip_id),
      foreign key (organisation_id, assignment_id) references assignments (organisation_id, id),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id) on delete cascade
    );
    create index assignment_clips_by_clip on assignment_clips (clip_id);

    -- Copied from the protocol when the assignment is made: what is agreed on does not change under those who answer.
    create table assignment_stages (
      organisation_id uuid not null,
      id uuid primary key,
      assignment_id uuid not null,
      seq integer not null check (seq > 0),
      key text not null,
      -- Each {"en": …, "es": …}.
      name jsonb not null,
      prompt jsonb not null,
      who_posts text not null check (who_posts in ('all', 'presenter', 'others', 'nobody')),
      gate text not null check (gate in ('open', 'own post first', 'after previous')),
      anchor text not null check (anchor in ('required', 'optional', 'none', 'reply only')),
      kinds text[] not null,
      opens_pct integer not null check (opens_pct between 0 and 100),
      closes_pct integer not null check (closes_pct between 0 and 100),
      min_posts integer not null check (min_posts >= 0),
      room_minutes integer not null check (room_minutes >= 0),
      -- Of several clips, the one that it is about, from 0.
      clip_position integer check (clip_position >= 0),
      presenter_answers boolean not null default false,
      opened_at timestamptz,
      closed_at timestamptz,
      unique (organisation_id, id),
      unique (assignment_id, seq),
      check (closes_pct > opens_pct),
      foreign key (organisation_id, assignment_id) references assignments (organisation_id, id)
    );

    -- When each stage really opens and closes: by the clock unless by hand, and never beyond its assignment.
    create view stage_windows as
      select s.organisation_id, s.id as stage_id, s.assignment_id, a.cohort_id, s.seq, s.gate,
        coalesce(s.opened_at, a.opens_at + (a.due_at - a.opens_at) * (s.opens_pct / 100.0)) as opens_at,
        least(coalesce(s.closed_at, a.opens_at + (a.due_at - a.opens_at) * (s.closes_pct / 100.0)),
          a.due_at, a.closed_at, a.cancelled_at) as closes_at
      from assignment_stages s join assignments a on a.id = s.assignment_id;

    create table assignment_nudges (
      organisation_id uuid not null,
      assignment_id uuid not null,
      person_id uuid not null,
      nudged_by uuid not null,
      nudged_at timestamptz not null default now(),
      primary key (assignment_id, person_id),
      foreign key (organisation_id, assignment_id) references assignments (organisation_id, id),
      foreign key (organisation_id, person_id) references people (organisation_id, id),
      foreign key (organisation_id, nudged_by) references people (organisation_id, id)
    );

    -- Whether those who run a cohort see who has posted, or how many.
    alter table cohorts add column participation text not null default 'names' check (participation in ('names', 'counts'));
  `.execute(db)
}
