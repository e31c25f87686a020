-- What is kept of a contact, until when, and the proof that it is gone. The rules stand in the program; here stands
-- the last line: no clock ends before its time, nothing is destroyed while held, no certificate is changed, and what
-- is known about help-seekers is seen in their own organisation only, never from above.

create schema privacy;
comment on schema privacy is 'Retention policies, clocks, holds, destruction, certificates, the contact vault, consents, exceptions.';

create function privacy.own(organisation_id uuid) returns boolean language sql stable parallel safe as
  $$ select coalesce(organisation_id = platform.organisation(), false) or platform.reaches_everywhere() $$;
comment on function privacy.own is 'Whether the caller acts for this very organisation: an authority does not see the clients of those below it.';

create function privacy.never() returns trigger language plpgsql as $$
begin
  raise exception 'this is never changed' using errcode = 'check_violation', constraint = 'never_changed';
end $$;
comment on function privacy.never is 'For tables that are only added to.';

-- Policies ------------------------------------------------------------------------------------------------------------

create table privacy.policy (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid references identity.organisation,
  line_id         text check (line_id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  version         integer not null check (version > 0),
  terms           jsonb,
  reason          text check (reason <> ''),
  set_by          uuid references identity.person,
  set_at          timestamptz not null,
  constraint policy_once unique nulls not distinct (organisation_id, line_id, version),
  check (organisation_id is not null or (line_id is null and terms is not null)),
  check ((organisation_id is null) = (set_by is null))
);
comment on table privacy.policy is 'How long each class is kept; every version ever in force. A clock names the one it runs under.';
comment on column privacy.policy.organisation_id is 'Null: the standard, which came with the program.';
comment on column privacy.policy.line_id is 'For this line alone; null: the whole organisation.';
comment on column privacy.policy.version is 'Counted from 1 for each line and organisation.';
comment on column privacy.policy.terms is 'Days for each class; null: from then on what stands above it is followed.';
comment on column privacy.policy.reason is 'Why, demanded for long terms (PIPL 19).';
comment on column privacy.policy.set_by is 'Who set it.';
comment on column privacy.policy.set_at is 'From when on it holds for new files.';
create trigger never_changed before update or delete on privacy.policy for each row execute function privacy.never();

alter table privacy.policy enable row level security;
create policy policy_seen on privacy.policy for select using (organisation_id is null or platform.reaches(organisation_id));
create policy policy_set on privacy.policy for insert with check (organisation_id = platform.organisation());

insert into privacy.policy (version, terms, reason, set_at) values
  (1, '{"contact-details": 3, "correspondence": {"key": "identity", "days": 3}, "record": 1096, "transcript": null, "audio": null, "audit": 184}',
   'The shortest that is demanded; transcripts and audio are not kept.', '2026-11-22T00:00:00+08:00');

-- Files and clocks ----------------------------------------------------------------------------------------------------

create table privacy.service_file (
  id              uuid primary key,
  organisation_id uuid not null references identity.organisation,
  line_id         text not null check (line_id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  contact_id      uuid not null,
  policy_id       uuid not null references privacy.policy,
  opened_at       timestamptz not null,
  ended_at        timestamptz check (ended_at >= opened_at),
  last_meeting_at timestamptz,
  constraint file_once unique (organisation_id, contact_id)
);
comment on table privacy.service_file is 'What is kept of one contact. The row itself tells nothing about the person and stays.';
comment on column privacy.service_file.id is 'Stands in certificates.';
comment on column privacy.service_file.line_id is 'The line that was contacted.';
comment on column privacy.service_file.contact_id is 'The contact, as its module calls it.';
comment on column privacy.service_file.policy_id is 'In force when it was opened: what the person was promised holds.';
comment on column privacy.service_file.opened_at is 'When the contact began.';
comment on column privacy.service_file.ended_at is 'End of service; null: it goes on and no clock runs.';
comment on column privacy.service_file.last_meeting_at is 'The last agreed follow-up (S1-26).';

create function privacy.keep_file() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null and new.ended_at is distinct from old.ended_at
     or (new.id, new.organisation_id, new.line_id, new.contact_id, new.policy_id, new.opened_at)
        is distinct from (old.id, old.organisation_id, old.line_id, old.contact_id, old.policy_id, old.opened_at) then
    raise exception 'a file is not rewritten' using errcode = 'check_violation', constraint = 'never_changed';
  end if;
  return new;
end $$;
create trigger keep_file before update on privacy.service_file for each row execute function privacy.keep_file();
create trigger never_deleted before delete on privacy.service_file for each row execute function privacy.never();

create table privacy.clock (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references identity.organisation,
  file_id         uuid not null references privacy.service_file,
  class           text not null check (class in ('contact-details', 'correspondence', 'record', 'transcript', 'audio')),
  key_kind        text not null check (key_kind in ('identity', 'record')),
  key_id          uuid not null unique,
  policy_id       uuid not null references privacy.policy,
  days            integer not null,
  started_at      timestamptz,
  due_at          timestamptz,
  moved_to        timestamptz,
  wished_at       timestamptz,
  held_since      timestamptz,
  kept            boolean not null default false,
  decided_by      uuid references identity.person,
  condemned_at    timestamptz,
  fingerprint     text check (fingerprint ~ '^[0-9a-f]{32}$'),
  done_at         timestamptz,
  constraint clock_once unique (file_id, class),
  constraint within_limits check (case key_kind when 'identity' then days between 0 and 3 else days >= 1096 end),
  check (case class when 'contact-details' then key_kind = 'identity' when 'correspondence' then true else key_kind = 'record' end),
  check ((started_at is null) = (due_at is null)),
  check (started_at is not null or (wished_at is null and held_since is null and condemned_at is null)),
  constraint term_not_over check (key_kind = 'identity' or due_at >= started_at + interval '26304 hours'),
  constraint before_its_time check (condemned_at >= due_at),
  constraint stopped check (condemned_at is null or held_since is null),
  constraint undecided check (key_kind = 'identity' or condemned_at is null or decided_by is not null),
  check (condemned_at is not null or (fingerprint is null and done_at is null)),
  check (done_at >= condemned_at)
);
comment on table privacy.clock is 'One class of a file: its key, and until when it lives. 26304 hours are three years, a leap day included (S3-69).';
comment on column privacy.clock.class is 'contact-details, correspondence, record, transcript, audio.';
comment on column privacy.clock.key_kind is 'identity: goes within three days (S0-25). record: kept for years, destroyed by decision (S3-69, S3-70).';
comment on column privacy.clock.key_id is 'The key that everything of this class is sealed with; its death is the deletion.';
comment on column privacy.clock.policy_id is 'The policy it runs under.';
comment on column privacy.clock.days is 'Its term by that policy, in days of 24 hours.';
comment on column privacy.clock.started_at is 'End of service; null: not running yet.';
comment on column privacy.clock.due_at is 'When it ends. While held: when it would have ended.';
comment on column privacy.clock.moved_to is 'The last agreed meeting that it counts from (S1-26).';
comment on column privacy.clock.wished_at is 'When the person asked for deletion at once (PIPL 47).';
comment on column privacy.clock.held_since is 'Since when it stands still; null: it does not.';
comment on column privacy.clock.kept is 'Its end is the date of a decision to keep it longer.';
comment on column privacy.clock.decided_by is 'The custodian who decided on destruction.';
comment on column privacy.clock.condemned_at is 'From here on nothing can stop it: the key is being destroyed.';
comment on column privacy.clock.fingerprint is 'Of the key, taken before it died.';
comment on column privacy.clock.done_at is 'When it was certain that the key is gone.';
create index clock_due on privacy.clock (due_at, id) where done_at is null;
create index clock_condemned on privacy.clock (id) where condemned_at is not null and done_at is null;
create index clock_organisation on privacy.clock (organisation_id, due_at, id);

create function privacy.keep_clock() returns trigger language plpgsql as $$
begin
  if (new.id, new.organisation_id, new.file_id, new.class, new.key_kind, new.key_id, new.policy_id, new.days)
     is distinct from (old.id, old.organisation_id, old.file_id, old.class, old.key_kind, old.key_id, old.policy_id, old.days)
     or old.started_at is not null and new.started_at is distinct from old.started_at
     or old.fingerprint is not null and new.fingerprint is distinct from old.fingerprint
     or old.done_at is not null
     or old.condemned_at is not null
        and (new.condemned_at, new.due_at, new.held_since, new.moved_to, new.wished_at, new.kept, new.decided_by)
            is distinct from (old.condemned_at, old.due_at, old.held_since, old.moved_to, old.wished_at, old.kept, old.decided_by) then
    raise exception 'a clock is not turned back' using errcode = 'check_violation', constraint = 'never_changed';
  end if;
  if old.key_kind = 'record' and new.due_at < old.due_at then
    raise exception 'the term is not over' using errcode = 'check_violation', constraint = 'term_not_over';
  end if;
  if new.done_at is not null and not exists (select from privacy.certificate c where c.clock_id = new.id) then
    raise exception 'there is no certificate' using errcode = 'check_violation', constraint = 'certificate_missing';
  end if;
  return new;
end $$;
create trigger keep_clock before update on privacy.clock for each row execute function privacy.keep_clock();
create trigger never_deleted before delete on privacy.clock for each row execute function privacy.never();

-- The contact vault ---------------------------------------------------------------------------------------------------

create table privacy.contact_detail (
  id              uuid primary key,
  organisation_id uuid not null references identity.organisation,
  file_id         uuid not null references privacy.service_file,
  kind            text not null check (kind in ('phone', 'email', 'name', 'address', 'location', 'account')),
  sealed          bytea not null,
  kept_at         timestamptz not null
);
comment on table privacy.contact_detail is 'Whatever can reach or name a person, sealed with the identity key of the file.';
comment on column privacy.contact_detail.kind is 'phone, email, name, address, location, account.';
comment on column privacy.contact_detail.sealed is 'AES-256-GCM, bound to this row.';
comment on column privacy.contact_detail.kept_at is 'When it was given.';
create index contact_detail_file on privacy.contact_detail (file_id);

create function privacy.keep_detail() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (
    select from privacy.clock c
     where c.file_id = old.file_id and c.class = 'contact-details' and c.condemned_at is not null) then
    return old;
  end if;
  raise exception 'it goes when its clock has ended' using errcode = 'check_violation', constraint = 'term_not_over';
end $$;
create trigger keep_detail before update or delete on privacy.contact_detail
  for each row execute function privacy.keep_detail();

-- Holds and decisions -------------------------------------------------------------------------------------------------

create table privacy.hold (
  id              uuid primary key,
  organisation_id uuid not null references identity.organisation,
  file_id         uuid not null references privacy.service_file,
  sealed          bytea not null,
  placed_by       uuid not null references identity.person,
  placed_at       timestamptz not null,
  review_on       date not null,
  lifted_by       uuid references identity.person,
  lifted_at       timestamptz check (lifted_at >= placed_at),
  lifted_sealed   bytea,
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_sealed is null))
);
comment on table privacy.hold is 'Stops the clocks of a file until somebody lifts it.';
comment on column privacy.hold.sealed is 'Reason and basis, sealed.';
comment on column privacy.hold.placed_by is 'Who placed it.';
comment on column privacy.hold.placed_at is 'From when on.';
comment on column privacy.hold.review_on is 'By when somebody looks at it again, Asia/Shanghai.';
comment on column privacy.hold.lifted_by is 'Who lifted it; null: it stands.';
comment on column privacy.hold.lifted_at is 'When it was lifted.';
comment on column privacy.hold.lifted_sealed is 'Why it was lifted, sealed.';
create index hold_file on privacy.hold (file_id);
create index hold_organisation on privacy.hold (organisation_id, review_on, id);

create function privacy.keep_hold() returns trigger language plpgsql as $$
begin
  if old.lifted_at is not null
     or (new.id, new.organisation_id, new.file_id, new.sealed, new.placed_by, new.placed_at, new.review_on)
        is distinct from (old.id, old.organisation_id, old.file_id, old.sealed, old.placed_by, old.placed_at, old.review_on) then
    raise exception 'a hold is lifted once' using errcode = 'check_violation', constraint = 'never_changed';
  end if;
  return new;
end $$;
create trigger keep_hold before update on privacy.hold for each row execute function privacy.keep_hold();
create trigger never_deleted before delete on privacy.hold for each row execute function privacy.never();

create table privacy.decision (
  id              uuid primary key,
  organisation_id uuid not null references identity.organisation,
  clock_id        uuid not null references privacy.clock,
  what            text not null check (what in ('destroy', 'keep')),
  keep_until      timestamptz,
  sealed          bytea not null,
  decided_by      uuid not null references identity.person,
  decided_at      timestamptz not null,
  check ((what = 'keep') = (keep_until is not null)),
  check (keep_until > decided_at)
);
comment on table privacy.decision is 'What a custodian decided when a term had ended (S3-70).';
comment on column privacy.decision.what is 'destroy, or keep.';
comment on column privacy.decision.keep_until is 'When it is decided anew.';
comment on column privacy.decision.sealed is 'The reason, sealed.';
comment on column privacy.decision.decided_by is 'Who decided.';
comment on column privacy.decision.decided_at is 'When.';
create index decision_clock on privacy.decision (clock_id);
create trigger never_changed before update or delete on privacy.decision for each row execute function privacy.never();

-- Certificates --------------------------------------------------------------------------------------------------------

create table privacy.certificate (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references identity.organisation,
  number          integer not null check (number > 0),
  clock_id        uuid not null references privacy.clock,
  file_id         uuid not null references privacy.service_file,
  line_id         text not null,
  class           text not null,
  at              timestamptz not null,
  due_at          timestamptz not null,
  cause           text not null check (cause in ('clock', 'wish', 'decision')),
  rule            jsonb not null,
  policy_id       uuid not null references privacy.policy,
  key_kind        text not null check (key_kind in ('identity', 'record')),
  fingerprint     text check (fingerprint ~ '^[0-9a-f]{32}$'),
  decided_by      uuid references identity.person,
  constraint certificate_once unique (clock_id),
  unique (organisation_id, number),
  check (at >= due_at),
  check ((cause = 'decision') = (decided_by is not null))
);
comment on table privacy.certificate is 'Proof that a class of a file is gone; never what was in it.';
comment on column privacy.certificate.number is 'Counted within the organisation without gaps; set by a trigger.';
comment on column privacy.certificate.clock_id is 'The clock that ended.';
comment on column privacy.certificate.file_id is 'The file it was of.';
comment on column privacy.certificate.line_id is 'The line.';
comment on column privacy.certificate.class is 'What is gone.';
comment on column privacy.certificate.at is 'When it was certain.';
comment on column privacy.certificate.due_at is 'When its clock had ended.';
comment on column privacy.certificate.cause is 'clock: the term ended; wish: the person asked; decision: a custodian decided.';
comment on column privacy.certificate.rule is 'The rule, in words, as it was at the time.';
comment on column privacy.certificate.policy_id is 'The version of the policy that the clock ran under.';
comment on column privacy.certificate.key_kind is 'Which kind of key died.';
comment on column privacy.certificate.fingerprint is 'Of the key that died; could only be made from the key. Null: the key was gone before, as after a restore.';
comment on column privacy.certificate.decided_by is 'Who decided.';
create index certificate_organisation on privacy.certificate (organisation_id, number desc);

create function privacy.number_certificate() returns trigger language plpgsql as $$
begin
  if not exists (select from privacy.clock c where c.id = new.clock_id and c.condemned_at is not null and c.done_at is null) then
    raise exception 'nothing was condemned' using errcode = 'check_violation', constraint = 'before_its_time';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(new.organisation_id::text, 5746));
  new.number := coalesce((select max(c.number) from privacy.certificate c where c.organisation_id = new.organisation_id), 0) + 1;
  return new;
end $$;
create trigger number_certificate before insert on privacy.certificate for each row execute function privacy.number_certificate();
create trigger never_changed before update or delete on privacy.certificate for each row execute function privacy.never();

-- Consents ------------------------------------------------------------------------------------------------------------

create table privacy.consent_text (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references identity.organisation,
  subject         text not null check (subject in
                    ('confidentiality-promise', 'sensitive-data', 'recording', 'follow-up', 'handing-over', 'guardian')),
  version         integer not null check (version > 0),
  zh              text not null check (zh <> ''),
  en              text not null check (en <> ''),
  digest          text not null check (digest ~ '^[0-9a-f]{64}$'),
  published_by    uuid not null references identity.person,
  published_at    timestamptz not null,
  constraint text_once unique (organisation_id, subject, version)
);
comment on table privacy.consent_text is 'What people are shown before they agree, every version.';
comment on column privacy.consent_text.subject is 'What it asks to agree to.';
comment on column privacy.consent_text.version is 'Counted from 1 for each subject.';
comment on column privacy.consent_text.zh is 'Chinese.';
comment on column privacy.consent_text.en is 'English.';
comment on column privacy.consent_text.digest is 'SHA-256 of both texts, hex.';
comment on column privacy.consent_text.published_by is 'Who put it in force.';
comment on column privacy.consent_text.published_at is 'From when on.';
create trigger never_changed before update or delete on privacy.consent_text for each row execute function privacy.never();

create table privacy.consent (
  id               uuid primary key default gen_random_uuid(),
  organisation_id  uuid not null references identity.organisation,
  file_id          uuid not null references privacy.service_file,
  text_id          uuid not null references privacy.consent_text,
  answer           text not null check (answer in ('given', 'refused')),
  lang             text not null check (lang in ('zh', 'en')),
  manner           text not null check (manner in ('button', 'spoken', 'form')),
  at               timestamptz not null,
  withdrawn_at     timestamptz check (withdrawn_at >= at),
  withdrawn_manner text check (withdrawn_manner in ('button', 'spoken', 'form')),
  check ((withdrawn_at is null) = (withdrawn_manner is null)),
  check (withdrawn_at is null or answer = 'given')
);
comment on table privacy.consent is 'What somebody agreed to or refused, and by which text (S0-22, S3-90; PIPL 15, 23, 31).';
comment on column privacy.consent.text_id is 'The text that was shown or read out.';
comment on column privacy.consent.answer is 'given or refused.';
comment on column privacy.consent.lang is 'In which language.';
comment on column privacy.consent.manner is 'button, spoken, form.';
comment on column privacy.consent.at is 'When.';
comment on column privacy.consent.withdrawn_at is 'When it was withdrawn (PIPL 15).';
comment on column privacy.consent.withdrawn_manner is 'How it was withdrawn.';
create index consent_file on privacy.consent (file_id);

create function privacy.keep_consent() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null
     or (new.id, new.organisation_id, new.file_id, new.text_id, new.answer, new.lang, new.manner, new.at)
        is distinct from (old.id, old.organisation_id, old.file_id, old.text_id, old.answer, old.lang, old.manner, old.at) then
    raise exception 'a consent is withdrawn once' using errcode = 'check_violation', constraint = 'never_changed';
  end if;
  return new;
end $$;
create trigger keep_consent before update on privacy.consent for each row execute function privacy.keep_consent();
create trigger never_deleted before delete on privacy.consent for each row execute function privacy.never();

-- Exceptions to confidentiality ---------------------------------------------------------------------------------------

create table privacy.exception (
  id              uuid primary key,
  organisation_id uuid not null references identity.organisation,
  file_id         uuid not null references privacy.service_file,
  kind            text not null check (kind in ('life-risk', 'infectious-disease', 'court-order', 'harm-to-minor')),
  sealed          bytea not null,
  used_by         uuid not null references identity.person,
  used_at         timestamptz not null,
  notice_due_at   timestamptz not null,
  settled_at      timestamptz check (settled_at >= used_at),
  settled_by      uuid references identity.person,
  outcome         text check (outcome in ('told', 'not-told')),
  because         text check (because in ('cannot-be-reached', 'law-forbids', 'would-endanger', 'has-died')),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (outcome is null)),
  check ((because is not null) = (outcome is not distinct from 'not-told'))
);
comment on table privacy.exception is 'A lawful use of an exception to confidentiality, and telling the person afterwards (S0-22, S0-23; PIPL 13, 18).';
comment on column privacy.exception.kind is 'life-risk, infectious-disease, court-order, harm-to-minor.';
comment on column privacy.exception.sealed is 'Reason, basis, what was disclosed and to whom; sealed with the key of the record.';
comment on column privacy.exception.used_by is 'Who used it.';
comment on column privacy.exception.used_at is 'When.';
comment on column privacy.exception.notice_due_at is 'By when the person is to be told.';
comment on column privacy.exception.settled_at is 'When the notice was settled; null: open.';
comment on column privacy.exception.settled_by is 'Who settled it.';
comment on column privacy.exception.outcome is 'told, or not-told.';
comment on column privacy.exception.because is 'Why the person cannot be told.';
create index exception_organisation on privacy.exception (organisation_id, used_at desc);

create function privacy.keep_exception() returns trigger language plpgsql as $$
begin
  if old.settled_at is not null
     or (new.id, new.organisation_id, new.file_id, new.kind, new.sealed, new.used_by, new.used_at, new.notice_due_at)
        is distinct from (old.id, old.organisation_id, old.file_id, old.kind, old.sealed, old.used_by, old.used_at, old.notice_due_at) then
    raise exception 'a notice is settled once' using errcode = 'check_violation', constraint = 'never_changed';
  end if;
  return new;
end $$;
create trigger keep_exception before update on privacy.exception for each row execute function privacy.keep_exception();
create trigger never_deleted before delete on privacy.exception for each row execute function privacy.never();

-- Heartbeat -----------------------------------------------------------------------------------------------------------

create table privacy.heartbeat (
  name            text primary key,
  watched_since   timestamptz not null,
  last_run_at     timestamptz,
  last_success_at timestamptz
);
comment on table privacy.heartbeat is 'Whether the program''s own work in this module is being done.';
comment on column privacy.heartbeat.name is 'clocks.';
comment on column privacy.heartbeat.watched_since is 'Since when it should run.';
comment on column privacy.heartbeat.last_run_at is 'When it last ran, well or not.';
comment on column privacy.heartbeat.last_success_at is 'When everything that was due was done.';

do $$
declare name text;
begin
  foreach name in array array['service_file', 'clock', 'contact_detail', 'hold', 'decision', 'certificate', 'consent', 'exception'] loop
    execute format('alter table privacy.%I enable row level security', name);
    execute format('create policy own on privacy.%I using (privacy.own(organisation_id)) with check (privacy.own(organisation_id))', name);
    execute format('comment on column privacy.%I.organisation_id is %L', name, 'Whose it is; nobody above it sees it.');
    if name not in ('service_file', 'certificate', 'decision') then
      execute format('comment on column privacy.%I.id is %L', name, 'Identifies the row; sealed values are bound to it.');
    end if;
  end loop;
end $$;
alter table privacy.consent_text enable row level security;
create policy text_seen on privacy.consent_text for select using (platform.reaches(organisation_id));
create policy text_published on privacy.consent_text for insert with check (organisation_id = platform.organisation());

comment on column privacy.consent_text.organisation_id is 'Whose text it is.';
comment on column privacy.policy.id is 'Stands in clocks and certificates.';
comment on column privacy.decision.id is 'Identifies the row; the sealed reason is bound to it.';
comment on column privacy.decision.clock_id is 'The clock it was decided on.';
comment on column privacy.certificate.id is 'Identifies the certificate.';
comment on column privacy.consent_text.id is 'Stands in consents.';
comment on column privacy.clock.file_id is 'The file it belongs to.';
comment on column privacy.contact_detail.file_id is 'The file it belongs to.';
comment on column privacy.hold.file_id is 'The file whose clocks stand still.';
comment on column privacy.consent.file_id is 'The file it belongs to.';
comment on column privacy.exception.file_id is 'The file it belongs to.';

revoke update, delete on privacy.policy, privacy.decision, privacy.certificate, privacy.consent_text from xindeng_app;
revoke delete on privacy.service_file, privacy.clock, privacy.hold, privacy.consent, privacy.exception, privacy.heartbeat from xindeng_app;
revoke update on privacy.contact_detail from xindeng_app;
