import { type Kysely, sql } from 'kysely'

/** What is heard in a cut, what is hidden in it, a rendition for the weakest links, and whose turn it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What was measured of the sound of a cut, as it is played. Nothing that was said, and nobody.
    create table sounds (
      organisation_id uuid not null,
      clip_id uuid not null,
      cut_no integer not null check (cut_no >= 1),
      -- Of the sound as it came, after ITU-R BS.1770; null where nothing is to be heard.
      loudness_lufs double precision,
      true_peak_db double precision,
      -- What the renditions are louder than that.
      gain_db double precision not null,
      peaks_per_second integer not null check (peaks_per_second > 0),
      -- The largest amplitude of each stretch, from 0 to 255.
      peaks bytea not null,
      -- Where people talk: half-open pairs of milliseconds on the cut's own timeline.
      talk jsonb not null,
      measured_at timestamptz not null default now(),
      primary key (clip_id, cut_no),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id)
    );

    -- What a cut hides of its recording: times are on the recording's timeline, regions parts of the upright picture.
    create table redactions (
      organisation_id uuid not null,
      clip_id uuid not null,
      cut_no integer not null check (cut_no >= 1),
      position integer not null check (position >= 0),
      kind text not null check (kind in ('box', 'coarse', 'mute')),
      start_ms integer not null check (start_ms >= 0),
      end_ms integer not null,
      region_x double precision,
      region_y double precision,
      region_width double precision,
      region_height double precision,
      primary key (clip_id, cut_no, position),
      check (end_ms > start_ms),
      check (num_nonnulls(region_x, region_y, region_width, region_height) = case kind when 'mute' then 0 else 4 end),
      check (region_x is null or (region_x >= 0 and region_y >= 0 and region_width > 0 and region_height > 0
        and region_x + region_width <= 1 and region_y + region_height <= 1)),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id)
    );
    -- Kept, but never again given to anybody: a cut hides something of it.
    alter table recordings add column sealed_at timestamptz;
    -- To be destroyed once the cut that hides something of it is ready.
    alter table recordings add column destroy_wanted_at timestamptz;

    alter table renditions drop constraint renditions_name_check;
    alter table renditions add constraint renditions_name_check
      check (name in ('source', '1080', '720', '480', '240', 'small', 'lean', 'audio'));
    -- A recording that is played as one file has none.
    alter table renditions alter column playlist drop not null;
    alter table clips drop constraint clips_progress_step_check;
    alter table clips add constraint clips_progress_step_check
      check (progress_step in ('checking', 'first-playable', 'lean', 'encoding', 'verifying'));

    -- For whom, so that turns can be taken; nobody's where it is upkeep.
    alter table outbox add column owner_id uuid;
    -- Somebody else may watch what comes of it, so that they wait for it too.
    alter table outbox add column is_shared boolean not null default false;
    -- A hint of it went out, and was not used for it yet. One is looked for anew while an old one may still be on its way.
    alter table outbox add column is_hinted boolean not null default false;
    -- When it was begun last.
    alter table outbox add column claimed_at timestamptz;
    -- Which turn it was, of its organisation in its queue, and of its owner in their organisation; once it was claimed.
    alter table outbox add column organisation_turn integer;
    alter table outbox add column owner_turn integer;
    create index outbox_waiting on outbox (
      queue, coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'),
      coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), priority, is_shared desc, id
    ) where finished_at is null and seen_at is null;
    create index outbox_running on outbox (queue) where finished_at is null and seen_at is not null;
    create index outbox_rounds on outbox (queue, organisation_turn) where organisation_turn is not null;
    create index outbox_organisation_turns on outbox (
      queue, coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'), organisation_turn, owner_turn
    ) where organisation_turn is not null;
    create index outbox_owner_turns on outbox (
      queue, coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'),
      coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), owner_turn
    ) where owner_turn is not null;
    create index outbox_of_clip on outbox ((payload ->> 'clipId')) where payload ->> 'clipId' is not null;

    -- Workers that live: each says so every few seconds.
    create table workers (
      id uuid primary key,
      -- How many encodes it does at once.
      media_slots integer not null check (media_slots >= 0),
      seen_at timestamptz not null default now()
    );
  `.execute(db)
}
