-- What stands around conversations: how queues are set up, texts at hand, meetings agreed for later, and requests that
-- other bodies hand over.

alter table contact.queue
  add column version integer not null default 1 check (version > 0),
  add column closed_why text check (closed_why <> '' and length(closed_why) <= 300),
  add constraint queue_goes_somewhere check (cardinality(channels) > 0);
comment on column contact.queue.version is 'Counts its settings: two windows see each other.';
comment on column contact.queue.closed_why is 'Why it was closed; null: it is open, or was opened again.';

-- Texts and phrases. Versions and what was decided about them are added, never changed.
create table contact.text (
  id               uuid primary key,
  organisation_id  uuid not null references identity.organisation,
  withdrawn_at     timestamptz,
  withdrawn_by     uuid references identity.person,
  withdrawn_reason text check (withdrawn_reason <> '' and length(withdrawn_reason) <= 500),
  check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_reason) in (0, 3))
);
comment on table contact.text is 'A text or phrase for conversations (S3-34, S3-39); what it says stands in its versions.';
comment on column contact.text.withdrawn_at is 'When it was taken out of use; it stays on file.';
create index text_of_organisation on contact.text (organisation_id);

create table contact.text_version (
  text_id         uuid not null references contact.text,
  version         integer not null check (version > 0),
  organisation_id uuid not null,
  kind            text not null check (kind in ('snippet', 'text')),
  title           text not null check (title <> '' and length(title) <= 60),
  zh              text not null check (zh <> '' and length(zh) <= 4000),
  en              text check (en <> '' and length(en) <= 4000),
  tags            text[] not null,
  source          text check (source <> '' and length(source) <= 200),
  source_date     date,
  initials        text not null,
  written_by      uuid not null references identity.person,
  written_at      timestamptz not null,
  primary key (text_id, version),
  unique (text_id, version, written_by),
  constraint text_with_source check (kind <> 'text' or (source is not null and source_date is not null))
);
comment on table contact.text_version is 'One version of a text; added, never changed.';
comment on column contact.text_version.version is 'Counted from 1 within the text.';
comment on column contact.text_version.kind is 'snippet: said often, may be changed before sending; text: information, sent as it is.';
comment on column contact.text_version.source is 'Where it comes from.';
comment on column contact.text_version.source_date is 'Day of the source (S3-34).';
comment on column contact.text_version.initials is 'First letters of the syllables of the title, for searching.';
create index text_version_of_organisation on contact.text_version (organisation_id);

create table contact.text_decision (
  number          bigint generated always as identity primary key,
  text_id         uuid not null,
  version         integer not null,
  organisation_id uuid not null,
  written_by      uuid not null,
  what            text not null check (what in ('approved', 'returned', 'reviewed')),
  reason          text check (reason <> '' and length(reason) <= 500),
  review_by       date,
  decided_by      uuid not null references identity.person,
  decided_at      timestamptz not null,
  foreign key (text_id, version, written_by) references contact.text_version (text_id, version, written_by),
  constraint approved_by_another check (decided_by <> written_by),
  check ((what = 'returned') = (reason is not null)),
  check ((what = 'returned') = (review_by is null))
);
comment on table contact.text_decision is 'What was decided about a version, never by who wrote it; added, never changed.';
comment on column contact.text_decision.what is 'approved; returned: sent back with a reason; reviewed: still right, with a new day of review.';
comment on column contact.text_decision.written_by is 'Who wrote the version, so that the database itself keeps them from deciding.';
comment on column contact.text_decision.review_by is 'The last day on which it may be sent, Asia/Shanghai.';
create unique index text_decided_once on contact.text_decision (text_id, version) where what <> 'reviewed';
create index text_decision_of on contact.text_decision (text_id, version, number);

-- Meetings agreed for later.
create table contact.follow_up (
  id              uuid primary key,
  organisation_id uuid not null references identity.organisation,
  contact_id      uuid not null references contact.contact,
  counsellor_id   uuid not null references identity.person,
  at              timestamptz not null,
  state           text not null default 'agreed' check (state in ('agreed', 'kept', 'missed', 'cancelled')),
  ordinal         smallint not null check (ordinal > 1),
  reason          text check (reason <> '' and length(reason) <= 500),
  agreed_at       timestamptz not null,
  sequence        integer not null default 0 check (sequence >= 0),
  kept_contact_id uuid references contact.contact,
  settled         text check (settled <> '' and length(settled) <= 300),
  settled_at      timestamptz,
  settled_by      uuid references identity.person,
  check (num_nonnulls(settled, settled_at, settled_by) in (0, 3)),
  constraint kept_by_coming check (kept_contact_id is null or state = 'kept')
);
comment on table contact.follow_up is 'A further meeting with the same counsellor, by agreement (S1-24, S1-25, S1-26).';
comment on column contact.follow_up.contact_id is 'The contact in which it was agreed.';
comment on column contact.follow_up.state is 'agreed; kept: the person came; missed: the time is over and they did not; cancelled.';
comment on column contact.follow_up.ordinal is 'The how manieth contact of the person it would be.';
comment on column contact.follow_up.reason is 'Why there should be more contacts than the line allows in principle (S1-25).';
comment on column contact.follow_up.sequence is 'Counts changes of its time, for calendars.';
comment on column contact.follow_up.kept_contact_id is 'The contact in which the person came to it; null: the counsellor told that they met.';
comment on column contact.follow_up.settled is 'What became of it, or why it was cancelled, as noted.';
create unique index follow_up_one_ahead on contact.follow_up (contact_id) where state = 'agreed';
create index follow_up_of_counsellor on contact.follow_up (counsellor_id, at);
create index follow_up_ahead on contact.follow_up (at) where state = 'agreed';
create index follow_up_open on contact.follow_up (organisation_id, at) where state = 'missed' and settled is null;

-- Other bodies that hand over.
create table contact.inbound_body (
  id              uuid primary key,
  organisation_id uuid not null references identity.organisation,
  name            text not null check (name <> '' and length(name) <= 60),
  per_hour        smallint not null check (per_hour between 1 and 1000),
  closed_at       timestamptz
);
comment on table contact.inbound_body is 'Another body that may hand over requests (S4-11): 12345, 12320.';
comment on column contact.inbound_body.per_hour is 'Handovers an hour, at most.';
create unique index inbound_body_name on contact.inbound_body (organisation_id, name) where closed_at is null;

create table contact.inbound_key (
  id              uuid primary key,
  organisation_id uuid not null,
  body_id         uuid not null references contact.inbound_body,
  sealed          bytea not null,
  made_by         uuid not null references identity.person,
  made_at         timestamptz not null,
  used_at         timestamptz,
  ends_at         timestamptz,
  revoked_at      timestamptz
);
comment on table contact.inbound_key is 'A key with which a body signs. Shown once, kept sealed.';
comment on column contact.inbound_key.sealed is 'The secret, sealed with the program''s key for inbound.';
comment on column contact.inbound_key.used_at is 'When it last signed something, to the hour.';
comment on column contact.inbound_key.ends_at is 'It was replaced and works until then.';
create index inbound_key_of on contact.inbound_key (body_id);

create table contact.handover (
  body_id         uuid not null references contact.inbound_body,
  id              uuid not null,
  organisation_id uuid not null,
  kind            text not null check (kind in ('call-back', 'transferred', 'guided')),
  line_id         text not null references directory.line,
  origin          text not null check (origin <> '' and length(origin) <= 40),
  urgency         text not null check (urgency in ('danger', 'high', 'ordinary')),
  digest          bytea not null check (length(digest) = 32),
  contact_id      uuid references contact.contact,
  received_at     timestamptz not null,
  primary key (body_id, id),
  check ((kind = 'call-back') = (contact_id is not null))
);
comment on table contact.handover is 'What another body handed over, or told that it did (S4-11, S4-14). Never who, never why.';
comment on column contact.handover.id is 'Made by the sender: sent again, it is still one.';
comment on column contact.handover.kind is 'call-back: the person waits to be called; transferred: put through by telephone; guided: told about the line.';
comment on column contact.handover.origin is 'Where it came in with the sender.';
comment on column contact.handover.digest is 'SHA-256 of what was sent: the same id with other words is refused.';
create index handover_lately on contact.handover (body_id, received_at);
create index handover_of_organisation on contact.handover (organisation_id, received_at);
create unique index handover_contact on contact.handover (contact_id) where contact_id is not null;

do $$ declare name text; begin
  foreach name in array array['text', 'text_version', 'text_decision', 'follow_up', 'inbound_body', 'inbound_key', 'handover'] loop
    execute format('alter table contact.%I enable row level security', name);
    execute format('create policy %I on contact.%I using (organisation_id = platform.organisation() or platform.reaches_everywhere())',
                   name || '_own', name);
  end loop;
  foreach name in array array['text', 'follow_up', 'inbound_body', 'inbound_key', 'handover'] loop
    execute format('revoke delete on contact.%I from xindeng_app', name);
  end loop;
end $$;
revoke update, delete on contact.text_version, contact.text_decision, contact.handover from xindeng_app;
