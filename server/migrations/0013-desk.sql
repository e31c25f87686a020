-- What the desk needs beside a contact: what the line has set, the small signs of both sides, notes, support, alarms.

alter table contact.queue
  add column channels text[] not null default '{chat}' check (channels <@ '{chat,voice,phone,mail}'::text[]),
  add column hours text check (hours <> ''),
  add column one_time boolean not null default true,
  add column contacts_in_principle smallint not null default 3 check (contacts_in_principle between 1 and 50),
  add column closed_at timestamptz,
  add column deserted_since timestamptz;
comment on column contact.queue.channels is 'Channels that lead into it.';
comment on column contact.queue.hours is 'When it takes people, as a text of hours; null: as the line says in the directory.';
comment on column contact.queue.one_time is 'Help is for one time unless more is agreed (S1-22).';
comment on column contact.queue.contacts_in_principle is 'Contacts of one person without a reason on file (S1-25).';
comment on column contact.queue.closed_at is 'From then on it takes nobody; who is in it is served.';
comment on column contact.queue.deserted_since is 'People wait and nobody is on duty, since then.';

alter table contact.contact
  add column file_id uuid,
  add column returner_id uuid,
  add column again text check (again in ('by-agreement', 'beyond-one-time', 'beyond-limit')),
  add column accepted_at timestamptz,
  add column alarm_at timestamptz,
  add column alarm_acknowledged text[] not null default '{}'
    check (alarm_acknowledged <@ '{administration,supervision}'::text[]),
  add column supported_openly uuid[] not null default '{}',
  add column supported_silently uuid[] not null default '{}',
  add column kinds text[] not null default '{}'
    check (kinds <@ '{support,counselling,crisis-intervention,rescue,information}'::text[]);
comment on column contact.contact.file_id is 'The service file, which holds its keys and clocks.';
comment on column contact.contact.returner_id is 'Joins contacts of one person who wished to come back; names nobody.';
comment on column contact.contact.again is 'They were here before: a meeting was agreed; help was for one time; more often than in principle. Null: the first time, or in danger, where nobody counts (S1-22, S1-25).';
comment on column contact.contact.accepted_at is 'When somebody first took it.';
comment on column contact.contact.supported_openly is 'Supervisors who are in the conversation; the person was told (S3-53).';
comment on column contact.contact.supported_silently is 'Supervisors who follow it; only the counsellor was told.';
comment on column contact.contact.kinds is 'What kind of service it was (S1-06, S3-01).';
comment on column contact.contact.alarm_at is 'Danger was told to administration and supervision (S3-31).';
comment on column contact.contact.alarm_acknowledged is 'Which of them acknowledged it.';
create unique index contact_of_file on contact.contact (file_id) where file_id is not null;
create index contact_taken_lately on contact.contact (queue_id, accepted_at) where accepted_at is not null;
create index contact_of_returner on contact.contact (returner_id) where returner_id is not null;
create index contact_held on contact.contact (counsellor_id) where status in ('active', 'wrapping');

alter table contact.duty
  add column rest_until timestamptz;
comment on column contact.duty.rest_until is 'A pause with an end: back by itself.';
create index duty_rests on contact.duty (rest_until) where rest_until is not null;

-- Nothing here is worth a flush to disk: after a crash the screens say it again.
create unlogged table contact.sign (
  contact_id   uuid not null,
  side         text not null check (side in ('person', 'staff')),
  organisation_id uuid not null,
  delivered    integer not null default 0,
  read         integer not null default 0,
  typing_until timestamptz,
  here_until   timestamptz,
  primary key (contact_id, side)
);
comment on table contact.sign is 'How far each side has come, whether it types, whether its page is open.';
comment on column contact.sign.side is 'person, staff.';
comment on column contact.sign.delivered is 'Position of the last line that reached the screen.';
comment on column contact.sign.read is 'Position of the last line that was shown to somebody who looked.';
comment on column contact.sign.typing_until is 'Until when they count as typing.';
comment on column contact.sign.here_until is 'Until when their page counts as open.';

-- One call, because it happens with every few letters that somebody types. Null leaves a sign as it is; positions grow.
create function contact.put_sign(
  organisation uuid, contact uuid, whose text, delivered_to integer, read_to integer, typing timestamptz, here timestamptz
) returns void language plpgsql as $$
begin
  perform set_config('app.organisation', organisation::text, true);
  insert into contact.sign as s (contact_id, side, organisation_id, delivered, read, typing_until, here_until)
    values (contact, whose, organisation, coalesce(delivered_to, 0), coalesce(read_to, 0), typing, here)
  on conflict (contact_id, side) do update
    set delivered = greatest(s.delivered, excluded.delivered), read = greatest(s.read, excluded.read),
        typing_until = case when delivered_to is null then s.typing_until else excluded.typing_until end,
        here_until = coalesce(excluded.here_until, s.here_until);
end $$;
comment on function contact.put_sign is 'Keeps the small signs of one side of a contact.';

create table contact.note (
  contact_id      uuid primary key references contact.contact,
  organisation_id uuid not null,
  sealed          bytea,
  step            text check (step in ('relation', 'clarify', 'goal', 'explore', 'summary')),
  version         integer not null check (version > 0)
);
comment on table contact.note is 'What the counsellor noted during a contact (S3-18), sealed with the record key.';
comment on column contact.note.sealed is 'The notes; null once forgotten.';
comment on column contact.note.step is 'Where in the flow of a call they are (S3-29).';
comment on column contact.note.version is 'Counts savings: two windows see each other.';

create table contact.supporter (
  contact_id      uuid not null references contact.contact,
  person_id       uuid not null references identity.person,
  organisation_id uuid not null,
  mode            text not null check (mode in ('open', 'silent', 'asked')),
  since           timestamptz not null,
  until           timestamptz,
  primary key (contact_id, person_id, since)
);
comment on table contact.supporter is 'Supervisors in a conversation (S3-53), and wishes for one.';
comment on column contact.supporter.mode is 'open: the person was told; silent: only the counsellor; asked: the counsellor wishes for one.';
comment on column contact.supporter.since is 'When they came in, or were wished for.';
comment on column contact.supporter.until is 'When they went; null: they are there.';
create index supporter_there on contact.supporter (person_id) where until is null;

create table contact.alarm (
  contact_id        uuid primary key references contact.contact,
  organisation_id   uuid not null,
  raised_by         uuid not null references identity.person,
  raised_at         timestamptz not null,
  administration_by uuid references identity.person,
  administration_at timestamptz,
  supervision_by    uuid references identity.person,
  supervision_at    timestamptz,
  check ((administration_by is null) = (administration_at is null)),
  check ((supervision_by is null) = (supervision_at is null))
);
comment on table contact.alarm is 'Danger, told to administration and supervision at once, each acknowledged with time (S3-31, S3-32).';
comment on column contact.alarm.administration_at is 'When administration acknowledged it.';
comment on column contact.alarm.supervision_at is 'When supervision acknowledged it.';
create index alarm_lately on contact.alarm (organisation_id, raised_at);

-- Asked with every look at a room: the plan for a large table is kept, whatever the database believes of its size.
create function contact.last_position(contact uuid) returns integer language sql stable
  set enable_seqscan = off set enable_bitmapscan = off as $$
    select h.position from contact.happening h where h.contact_id = contact order by h.position desc limit 1
$$;
comment on function contact.last_position is 'Position of the last line of a timeline.';

-- A message is one call, so that acknowledging it costs one way to the database and back. Positions are the next after
-- the last; whoever loses a race for one waits for the other's commit and takes the next, so that the order of the
-- timeline is the order in which lines became visible.
create type contact.written as (outcome text, "position" integer);

create function contact.write(
  organisation uuid, contact uuid, message uuid, by_whom text, staff uuid, words bytea, moment timestamptz
) returns contact.written language plpgsql
  -- The plan is made when the table is still small and kept: it must be the one for a large table.
  set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  place integer;
begin
  perform set_config('app.organisation', organisation::text, true);
  loop
    insert into contact.happening
        (contact_id, organisation_id, position, at, kind, message_id, author, author_id, sealed)
      select c.id, c.organisation_id,
             coalesce((select h.position from contact.happening h where h.contact_id = contact
                        order by h.position desc limit 1), 0) + 1,
             moment, 'said', message, by_whom, staff, words
        from contact.contact c
       where c.id = contact and case by_whom
               when 'person' then c.status in ('waiting', 'offered', 'active')
               when 'supervisor' then c.status = 'active' and staff = any (c.supported_openly)
               else c.status = 'active' and c.counsellor_id = staff end
      on conflict do nothing returning happening.position into place;
    if found then return ('written', place)::contact.written; end if;
    select h.position into place from contact.happening h where h.contact_id = contact and h.message_id = message;
    if found then return ('written', place)::contact.written; end if;
    if not exists (select from contact.contact c where c.id = contact) then
      return ('unknown-contact', null)::contact.written;
    end if;
    if not exists (select from contact.contact c where c.id = contact and case by_whom
               when 'person' then c.status in ('waiting', 'offered', 'active')
               when 'supervisor' then c.status = 'active' and staff = any (c.supported_openly)
               else c.status = 'active' and c.counsellor_id = staff end) then
      return ('not-open', null)::contact.written;
    end if;
  end loop;
end $$;
comment on function contact.write is 'Adds a message to a timeline and says where: outcome is written, not-open or unknown-contact.';

do $$ declare name text; begin
  foreach name in array array['sign', 'note', 'supporter', 'alarm'] loop
    execute format('alter table contact.%I enable row level security', name);
    execute format('create policy %I on contact.%I using (organisation_id = platform.organisation() or platform.reaches_everywhere())',
                   name || '_own', name);
  end loop;
end $$;
