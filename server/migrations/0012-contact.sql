-- Contacts: one person being helped once, on any channel. The timeline is what happened; the row of the contact is what
-- it adds up to, kept beside it so that the queue can be read in order without adding up everything again.

create schema contact;
comment on schema contact is 'Contacts, their timeline, the queues, who is on duty.';

create table contact.queue (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references identity.organisation,
  line_id         text not null references directory.line,
  name            text not null check (name <> ''),
  kind            text not null default 'usual' check (kind in ('usual', 'dedicated')),
  priority        text[] not null default '{}',
  offer_seconds   integer not null default 30 check (offer_seconds between 5 and 600),
  kept_minutes    integer not null default 10 check (kept_minutes between 0 and 120),
  wish_minutes    integer not null default 5 check (wish_minutes between 0 and 60),
  talk_minutes    integer not null default 30 check (talk_minutes between 5 and 240),
  unique (line_id, name)
);
comment on table contact.queue is 'Where people wait for one line, or for its dedicated seats (S3-14).';
comment on column contact.queue.kind is 'usual, or dedicated: seats of their own for an event (S3-14, S4-10).';
comment on column contact.queue.priority is 'Groups of people served first, the first before the second (S4-05).';
comment on column contact.queue.offer_seconds is 'How long a counsellor has to answer an offer.';
comment on column contact.queue.kept_minutes is 'How long the place of somebody who left the page is kept.';
comment on column contact.queue.wish_minutes is 'How long somebody who asked for a counsellor is kept for that one.';
comment on column contact.queue.talk_minutes is 'Length of a talk; warned of, never enforced (S0-13, S1-18).';

create table contact.contact (
  id              uuid primary key,
  organisation_id uuid not null references identity.organisation,
  line_id         text not null references directory.line,
  channel         text not null check (channel in ('chat', 'voice', 'phone', 'mail')),
  number          bigint generated always as identity unique,
  status          text not null,
  arrived_at      timestamptz not null,
  waiting_since   timestamptz,
  queue_id        uuid references contact.queue,
  risk            text not null check (risk in ('danger', 'high', 'ordinary')),
  risk_order      smallint not null generated always as
                    (case risk when 'danger' then 0 when 'high' then 1 else 2 end) stored,
  priority        smallint not null default 32767 check (priority >= 0),
  wished          uuid,
  offered_to      uuid,
  offered_until   timestamptz,
  passed_by       uuid[] not null default '{}',
  counsellor_id   uuid,
  kept_until      timestamptz,
  ended_by        text check (ended_by in ('person', 'counsellor', 'lost')),
  ended_at        timestamptz,
  outcome         text,
  check (status in ('arrived', 'waiting', 'offered', 'active', 'wrapping', 'closed', 'abandoned', 'diverted')),
  constraint offered_to_one check ((status = 'offered') = (offered_to is not null and offered_until is not null)),
  constraint talks_with_one check (status not in ('active', 'wrapping', 'closed') or counsellor_id is not null),
  constraint waits_for_all check (status not in ('waiting', 'offered') or (counsellor_id is null and queue_id is not null
                                                                            and waiting_since is not null)),
  constraint closed_with_outcome check (status <> 'closed' or outcome is not null)
);
comment on table contact.contact is 'One person being helped once. Nothing in it names or reaches the person.';
comment on column contact.contact.id is 'Made where the contact begins, so that a repeated arrival is the same contact.';
comment on column contact.contact.number is 'Counts arrivals; settles the order within one instant.';
comment on column contact.contact.status is 'Where it stands in its life.';
comment on column contact.contact.waiting_since is 'The order in the queue goes by this; kept through offers and transfers.';
comment on column contact.contact.risk is 'danger, high, ordinary. Only this overtakes, and named classes after it (S3-88).';
comment on column contact.contact.risk_order is 'The risk as a number, for the order.';
comment on column contact.contact.priority is 'Place of the person''s class in the queue''s own list (S4-05); 32767: none.';
comment on column contact.contact.wished is 'The counsellor the person asked for (S1-24).';
comment on column contact.contact.offered_to is 'Who is asked now to take it.';
comment on column contact.contact.offered_until is 'When the offer ends.';
comment on column contact.contact.passed_by is 'Who declined or let an offer pass since it began to wait.';
comment on column contact.contact.counsellor_id is 'Who talks, or talked last, with the person.';
comment on column contact.contact.kept_until is 'The person left the page; the place is kept until then.';
comment on column contact.contact.ended_by is 'person, counsellor, or lost: the connection was.';
comment on column contact.contact.ended_at is 'When the conversation ended.';
comment on column contact.contact.outcome is 'How it ended (S4-15); null: still to be recorded.';

create index contact_in_order on contact.contact (queue_id, risk_order, priority, waiting_since, number)
  where status = 'waiting';
create index contact_offer_ends on contact.contact (offered_until) where status = 'offered';
create index contact_place_ends on contact.contact (kept_until) where status = 'waiting' and kept_until is not null;
create index contact_to_wrap on contact.contact (counsellor_id) where status = 'wrapping';
create index contact_of_organisation on contact.contact (organisation_id, number);

create table contact.happening (
  contact_id      uuid not null references contact.contact,
  organisation_id uuid not null,
  position        integer not null check (position > 0),
  at              timestamptz not null,
  kind            text not null,
  detail          jsonb not null default '{}',
  message_id      uuid,
  author          text check (author in ('person', 'counsellor', 'supervisor')),
  author_id       uuid,
  sealed          bytea,
  primary key (contact_id, position),
  check (kind <> 'said' or (message_id is not null and author is not null))
);
comment on table contact.happening is 'The timeline of a contact: append-only, numbered without gaps. Words are sealed.';
comment on column contact.happening.position is '1 for the arrival.';
comment on column contact.happening.kind is 'What happened.';
comment on column contact.happening.detail is 'Its particulars: ids, times, words of a fixed vocabulary.';
comment on column contact.happening.message_id is 'Of what was said: made by the screen that sent it; the same message twice is one.';
comment on column contact.happening.author is 'Of what was said: person, counsellor, supervisor.';
comment on column contact.happening.author_id is 'Which member of staff; null: the person.';
comment on column contact.happening.sealed is 'The words, sealed with the key that the policy of the line names; null once forgotten.';
create unique index happening_message on contact.happening (contact_id, message_id) where message_id is not null;

-- Lines are added, never changed; only the sealed words of one may be dropped when their clock ends.
create function contact.keep_happenings() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.sealed is null and row(new.contact_id, new.organisation_id, new.position, new.at, new.kind, new.detail,
        new.message_id, new.author, new.author_id) is not distinct from row(old.contact_id, old.organisation_id,
        old.position, old.at, old.kind, old.detail, old.message_id, old.author, old.author_id) then
      return new;
    end if;
  end if;
  raise exception 'a timeline is only added to' using errcode = 'check_violation', constraint = 'timeline_grows';
end $$;
create trigger keep_happenings before update or delete on contact.happening
  for each row execute function contact.keep_happenings();
create trigger keep_all_happenings before truncate on contact.happening
  for each statement execute function contact.keep_happenings();

create table contact.duty (
  organisation_id   uuid not null references identity.organisation,
  person_id         uuid not null references identity.person,
  presence          text not null check (presence in ('available', 'busy', 'away', 'break', 'off')),
  chats             smallint not null default 2 check (chats between 0 and 6),
  voice             smallint not null default 1 check (voice between 0 and 1),
  crisis_competence boolean not null,
  queues            uuid[] not null,
  free_since        timestamptz not null,
  held_chats        smallint not null default 0 check (held_chats >= 0),
  held_voice        smallint not null default 0 check (held_voice >= 0),
  taken             integer not null default 0,
  missed            smallint not null default 0,
  primary key (organisation_id, person_id)
);
comment on table contact.duty is 'Who is on duty and what they can take now.';
comment on column contact.duty.presence is 'available, busy, away, break, off.';
comment on column contact.duty.chats is 'Chats at once, at most.';
comment on column contact.duty.voice is 'Calls at once, at most.';
comment on column contact.duty.crisis_competence is 'Held when they came on duty (S3-28).';
comment on column contact.duty.queues is 'The queues they answer.';
comment on column contact.duty.free_since is 'When their last talk ended, or they came on duty.';
comment on column contact.duty.held_chats is 'Chats offered to them or held by them now; counted by a trigger.';
comment on column contact.duty.held_voice is 'Calls offered to them or held by them now; counted by a trigger.';
comment on column contact.duty.taken is 'Contacts taken in this shift.';
comment on column contact.duty.missed is 'Offers in a row that passed unanswered; after two they are away.';
create index duty_fairly on contact.duty
  (((held_chats + held_voice)::real / greatest(chats, 1)), free_since, taken, person_id) where presence = 'available';

-- What somebody holds is counted here and nowhere else, so that no process can forget to.
create function contact.count_held() returns trigger language plpgsql as $$
declare
  was uuid := case when tg_op = 'UPDATE' then
    case old.status when 'offered' then old.offered_to when 'active' then old.counsellor_id end end;
  is_now uuid := case new.status when 'offered' then new.offered_to when 'active' then new.counsellor_id end;
  one_chat smallint := (new.channel = 'chat')::int;
  one_call smallint := (new.channel in ('voice', 'phone'))::int;
begin
  if was is distinct from is_now then
    update contact.duty set held_chats = held_chats - one_chat, held_voice = held_voice - one_call
     where organisation_id = new.organisation_id and person_id = was;
    update contact.duty set held_chats = held_chats + one_chat, held_voice = held_voice + one_call
     where organisation_id = new.organisation_id and person_id = is_now;
  end if;
  return null;
end $$;
create trigger count_held after insert or update of status, offered_to, counsellor_id on contact.contact
  for each row execute function contact.count_held();

alter table contact.queue enable row level security;
create policy queue_own on contact.queue
  using (organisation_id = platform.organisation() or platform.reaches_everywhere());
alter table contact.contact enable row level security;
create policy contact_own on contact.contact
  using (organisation_id = platform.organisation() or platform.reaches_everywhere());
alter table contact.happening enable row level security;
create policy happening_own on contact.happening
  using (organisation_id = platform.organisation() or platform.reaches_everywhere());
alter table contact.duty enable row level security;
create policy duty_own on contact.duty
  using (organisation_id = platform.organisation() or platform.reaches_everywhere());
revoke delete on contact.contact, contact.happening from xindeng_app;
revoke update on contact.happening from xindeng_app;
grant update (sealed) on contact.happening to xindeng_app;
