-- Curating the directory. Publications stay as they were read; what a person sets stands in a layer of its own above
-- them, every change is one record that is never taken back, and a line belongs to the organisation that answers for it.

create function directory.leads() returns boolean
  language sql stable security definer set search_path = '' as $$
  select exists (select from identity.organisation o
                  where o.id = platform.organisation() and o.parent_id is null and o.closed_at is null) $$;
comment on function directory.leads is 'Whether the caller acts for the top of a tree: it curates what nobody has claimed.';

create function directory.organisation_name(organisation uuid) returns text
  language sql stable security definer set search_path = '' as $$
  select o.name from identity.organisation o where o.id = organisation $$;
comment on function directory.organisation_name is 'Who curates a line or sends a notice is no secret among staff, whatever else they may see of the tree.';

create table directory.stewardship (
  id              bigint generated always as identity primary key,
  line_id         text not null references directory.line,
  organisation_id uuid not null references identity.organisation,
  state           text not null check (state in ('asked', 'confirmed', 'declined', 'ended')),
  why             text not null,
  asked_at        timestamptz not null default now(),
  asked_by        uuid not null references identity.person,
  decided_at      timestamptz,
  decided_by      uuid references identity.person,
  decided_why     text,
  check ((state = 'asked') = (decided_at is null))
);
comment on table directory.stewardship is 'Which organisation answers for a line: asked for by it, confirmed from above.';
comment on column directory.stewardship.line_id is 'The line.';
comment on column directory.stewardship.organisation_id is 'The organisation.';
comment on column directory.stewardship.state is 'asked; confirmed: it curates the line; declined; ended: it did.';
comment on column directory.stewardship.why is 'Why it asked.';
comment on column directory.stewardship.asked_at is 'When it asked.';
comment on column directory.stewardship.asked_by is 'Who asked.';
comment on column directory.stewardship.decided_at is 'When that was decided.';
comment on column directory.stewardship.decided_by is 'Who decided.';
comment on column directory.stewardship.decided_why is 'Why so.';
create unique index stewardship_one on directory.stewardship (line_id) where state = 'confirmed';
create unique index stewardship_asked_once on directory.stewardship (line_id, organisation_id) where state = 'asked';
create index stewardship_organisation on directory.stewardship (organisation_id);

-- Security definer: whether a line is claimed must not depend on what the caller may see of other organisations.
create function directory.curates(line text) returns boolean
  language sql stable security definer set search_path = '' as $$
  select platform.reaches_everywhere() or coalesce(
    (select platform.reaches(s.organisation_id) from directory.stewardship s
      where s.line_id = line and s.state = 'confirmed'),
    directory.leads()) $$;
comment on function directory.curates is 'Whether the caller may change a line: its own, those of organisations below, at the top of a tree what is unclaimed.';

create function directory.has_steward(line text) returns boolean
  language sql stable security definer set search_path = '' as $$
  select exists (select from directory.stewardship s where s.line_id = line) $$;
comment on function directory.has_steward is 'Whether anybody has ever asked to answer for a line: such a line is not taken away by an import.';

create function directory.curates_any(lines text[]) returns boolean
  language sql stable security definer set search_path = '' as $$
  select exists (select from unnest(lines) as line where directory.curates(line)) $$;
comment on function directory.curates_any is 'Whether the caller may change one of these lines.';

create table directory.change (
  id              bigint generated always as identity primary key,
  at              timestamptz not null default now(),
  person_id       uuid not null references identity.person,
  organisation_id uuid not null references identity.organisation,
  kind            text not null check (kind in
                    ('edit', 'settle', 'verify', 'show', 'ask', 'merge', 'event', 'import', 'undo')),
  why             text not null,
  line_ids        text[] not null,
  parts           jsonb not null,
  undoes          bigint unique references directory.change,
  check ((kind = 'undo') = (undoes is not null))
);
comment on table directory.change is 'One change of the directory by a person; never altered, never deleted.';
comment on column directory.change.at is 'When.';
comment on column directory.change.person_id is 'Who.';
comment on column directory.change.organisation_id is 'For which organisation.';
comment on column directory.change.kind is 'What it was.';
comment on column directory.change.why is 'Why, in the person''s words.';
comment on column directory.change.line_ids is 'Lines it touched.';
comment on column directory.change.parts is 'Every fact before and after: { subject, field, before, after }.';
comment on column directory.change.undoes is 'The change it puts back.';
create index change_lines on directory.change using gin (line_ids);

create function directory.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'what was changed stays on file' using errcode = 'check_violation', constraint = 'change_stays';
end $$;
create trigger change_stays before update or delete or truncate on directory.change
  for each statement execute function directory.refuse_rewriting();
revoke update, delete, truncate on directory.change from xindeng_app;

create table directory.curated (
  line_id   text not null references directory.line,
  field     text not null check (field in
              ('name', 'formerNames', 'region', 'hosts', 'accessPoints', 'audience', 'hours', 'sessionMinutes',
               'opened', 'validity', 'shown', 'verified', 'asked', 'joined')),
  value     jsonb not null,
  change_id bigint not null references directory.change,
  primary key (line_id, field)
);
comment on table directory.curated is 'What a person has set for a line, above what its publications say. No row: as published.';
comment on column directory.curated.line_id is 'The line.';
comment on column directory.curated.field is 'A fact of the line; or shown, verified, asked (the owner before its end), joined (into another line).';
comment on column directory.curated.value is 'For a fact { value, over }: what holds, and what was published when it was set.';
comment on column directory.curated.change_id is 'The change that set it: who, when, why.';
create index curated_change on directory.curated (change_id);

alter table directory.line
  add column revision    integer not null default 1,
  add column base        jsonb,
  add column joined_into text references directory.line check (joined_into <> id);
comment on column directory.line.revision is 'Counts its changes; an editor names the one it began with.';
comment on column directory.line.base is 'The facts as published, where a person has set others; null: the row itself.';
comment on column directory.line.joined_into is 'The line it was merged into; its id then leads there.';
create index line_joined_into on directory.line (joined_into) where joined_into is not null;

alter table directory.flag add column change_id bigint references directory.change;
comment on column directory.flag.change_id is 'The change that settled it; null: open.';

create table directory.event (
  id        text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  zh        text not null,
  en        text not null,
  begins    date not null,
  ends      date check (ends >= begins),
  source    text not null,
  change_id bigint not null references directory.change
);
comment on table directory.event is 'Events entered here, and what was declared about those that come with the program (data/events.json).';
comment on column directory.event.id is 'Short and readable: covid-19.';
comment on column directory.event.zh is 'Its name in Chinese.';
comment on column directory.event.en is 'Its name in English.';
comment on column directory.event.begins is 'First day.';
comment on column directory.event.ends is 'Last day; null: it lasts.';
comment on column directory.event.source is 'Who declared it.';
comment on column directory.event.change_id is 'The change that entered it or declared it over.';

create table directory.sent_notice (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references identity.organisation,
  title           text not null check (title <> ''),
  number          text check (number <> ''),
  issuers         text[] not null,
  body            text not null,
  contact_person  text not null,
  contact_phone   text not null,
  contact_fax     text,
  annex_file      text,
  annex_lines     text[] not null default '{}',
  report_by       date,
  published_at    timestamptz not null default now(),
  published_by    uuid not null references identity.person,
  constraint sent_notice_number unique (organisation_id, number)
);
comment on table directory.sent_notice is 'A notice that an authority sent to its institutions (S0-03).';
comment on column directory.sent_notice.organisation_id is 'The authority.';
comment on column directory.sent_notice.title is 'As printed.';
comment on column directory.sent_notice.number is 'Document number.';
comment on column directory.sent_notice.issuers is 'Issuing bodies.';
comment on column directory.sent_notice.body is 'The text.';
comment on column directory.sent_notice.contact_person is 'Whom to ask (S0-06).';
comment on column directory.sent_notice.contact_phone is 'Their telephone.';
comment on column directory.sent_notice.contact_fax is 'Their fax.';
comment on column directory.sent_notice.annex_file is 'Name of the annex.';
comment on column directory.sent_notice.annex_lines is 'Lines that the annex lists.';
comment on column directory.sent_notice.report_by is 'Day by which a report is asked for (S0-05).';
comment on column directory.sent_notice.published_at is 'When it was sent.';
comment on column directory.sent_notice.published_by is 'Who sent it.';

create table directory.notice_receipt (
  notice_id       uuid not null references directory.sent_notice,
  organisation_id uuid not null references identity.organisation,
  received_at     timestamptz not null default now(),
  received_by     uuid not null references identity.person,
  received_name   text not null,
  forwarded_at    timestamptz,
  forwarded_by    uuid references identity.person,
  forwarded_name  text,
  forwarded_to    text,
  reported_at     timestamptz,
  reported_by     uuid references identity.person,
  reported_name   text,
  report          text,
  primary key (notice_id, organisation_id),
  check ((forwarded_at is null) = (forwarded_to is null)),
  check ((reported_at is null) = (report is null))
);
comment on table directory.notice_receipt is 'What an institution has done about a notice; no row: it has not opened it (S0-04, S0-05).';
comment on column directory.notice_receipt.notice_id is 'The notice.';
comment on column directory.notice_receipt.organisation_id is 'The institution.';
comment on column directory.notice_receipt.received_at is 'When it was first opened.';
comment on column directory.notice_receipt.received_by is 'Who opened it first.';
comment on column directory.notice_receipt.received_name is 'Their name then: a receipt is signed.';
comment on column directory.notice_receipt.forwarded_at is 'When it was passed on.';
comment on column directory.notice_receipt.forwarded_by is 'Who passed it on.';
comment on column directory.notice_receipt.forwarded_name is 'Their name then.';
comment on column directory.notice_receipt.forwarded_to is 'To whom, in words.';
comment on column directory.notice_receipt.reported_at is 'When the report was filed.';
comment on column directory.notice_receipt.reported_by is 'Who filed it.';
comment on column directory.notice_receipt.reported_name is 'Their name then.';
comment on column directory.notice_receipt.report is 'The implementation report.';

create function directory.is_below(organisation uuid) returns boolean
  language sql stable security definer set search_path = '' as $$
  select exists (select from identity.organisation o
                  where o.id = platform.organisation() and organisation = any (o.ancestors)) $$;
comment on function directory.is_below is 'Whether the organisation acted for stands below this one: its notices are addressed to it.';

alter table directory.stewardship enable row level security;
create policy stewardship_seen on directory.stewardship for select
  using (platform.reaches(organisation_id)
         or (state = 'confirmed' and platform.organisation() is not null));
create policy stewardship_asked on directory.stewardship for insert
  with check (organisation_id = platform.organisation() and asked_by = platform.person()
              and (state = 'asked' or (state = 'confirmed' and directory.leads())));
create policy stewardship_decided on directory.stewardship for update
  using (platform.reaches(organisation_id))
  with check (platform.reaches(organisation_id)
              and (state = 'ended' or organisation_id <> platform.organisation() or directory.leads()));
revoke delete, truncate on directory.stewardship from xindeng_app;

alter table directory.change enable row level security;
create policy change_seen on directory.change for select
  using (platform.reaches(organisation_id) or directory.curates_any(line_ids));
create policy change_made on directory.change for insert
  with check (organisation_id = platform.organisation() and person_id = platform.person());

alter table directory.curated enable row level security;
create policy curated_seen on directory.curated for select using (true);
create policy curated_added on directory.curated for insert with check (directory.curates(line_id));
create policy curated_changed on directory.curated for update
  using (directory.curates(line_id)) with check (directory.curates(line_id));
create policy curated_released on directory.curated for delete using (directory.curates(line_id));

alter table directory.event enable row level security;
create policy event_seen on directory.event for select using (true);
create policy event_added on directory.event for insert with check (directory.leads());
create policy event_changed on directory.event for update using (directory.leads()) with check (directory.leads());
create policy event_removed on directory.event for delete using (directory.leads());

alter table directory.sent_notice enable row level security;
create policy sent_notice_seen on directory.sent_notice for select
  using (platform.reaches(organisation_id) or directory.is_below(organisation_id));
create policy sent_notice_added on directory.sent_notice for insert
  with check (organisation_id = platform.organisation() and published_by = platform.person());
revoke update, delete, truncate on directory.sent_notice from xindeng_app;

alter table directory.notice_receipt enable row level security;
create policy notice_receipt_seen on directory.notice_receipt for select using (platform.reaches(organisation_id));
create policy notice_receipt_added on directory.notice_receipt for insert
  with check (organisation_id = platform.organisation() and received_by = platform.person());
create policy notice_receipt_changed on directory.notice_receipt for update
  using (organisation_id = platform.organisation()) with check (organisation_id = platform.organisation());
revoke delete, truncate on directory.notice_receipt from xindeng_app;
