-- Who is fit for which duty, and by what evidence. A recorded qualification is never rewritten: it can only be withdrawn,
-- with a reason, and stays on file.

create schema workforce;
comment on schema workforce is 'Qualifications and the duty gate.';

create table workforce.qualification (
  id                     uuid primary key default gen_random_uuid(),
  organisation_id        uuid not null references identity.organisation,
  person_id              uuid not null references identity.person,
  kind                   text not null check (kind in ('screening', 'professional-qualification', 'basic-competence',
                                                       'crisis-competence', 'ethics-training', 'supervisor-training')),
  evidence               text not null check (evidence <> '' and length(evidence) <= 300),
  communication_assessed boolean not null default false,
  issued_on              date not null,
  expires_on             date check (expires_on >= issued_on),
  recorded_by            uuid not null references identity.person,
  recorded_at            timestamptz not null,
  withdrawn_at           timestamptz check (withdrawn_at >= recorded_at),
  withdrawn_by           uuid references identity.person,
  withdrawn_reason       text check (withdrawn_reason <> '' and length(withdrawn_reason) <= 300),
  constraint qualification_screening check (kind <> 'screening' or communication_assessed),
  constraint qualification_not_own check (recorded_by <> person_id),
  check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_reason) in (0, 3))
);
comment on table workforce.qualification is
  'What an organisation has seen of somebody''s fitness for the work (S0-26, S1-21, S3-27, S3-28). Each organisation attests for itself.';
comment on column workforce.qualification.organisation_id is 'Which organisation attests it.';
comment on column workforce.qualification.person_id is 'Whose it is.';
comment on column workforce.qualification.kind is
  'screening 遴选 (S0-02), professional-qualification (S1-21), basic-competence (S3-27), crisis-competence (S3-28), ethics-training (S1-21), supervisor-training.';
comment on column workforce.qualification.evidence is 'What was seen: certificate and number, minutes, test.';
comment on column workforce.qualification.communication_assessed is
  'Language and communication were assessed (S3-25); a screening always includes it.';
comment on column workforce.qualification.issued_on is 'First day on which it holds, Asia/Shanghai.';
comment on column workforce.qualification.expires_on is 'Last day on which it holds; null: it does not expire.';
comment on column workforce.qualification.recorded_by is 'Who recorded it; never the person themselves.';
comment on column workforce.qualification.recorded_at is 'When it was recorded.';
comment on column workforce.qualification.withdrawn_at is 'When it was withdrawn; null: it stands.';
comment on column workforce.qualification.withdrawn_by is 'Who withdrew it.';
comment on column workforce.qualification.withdrawn_reason is 'Why.';
create index qualification_of_person on workforce.qualification (organisation_id, person_id);
create index qualification_person on workforce.qualification (person_id);

alter table workforce.qualification enable row level security;
create policy qualification_seen on workforce.qualification for select
  using (organisation_id = platform.organisation() or person_id = platform.person() or platform.reaches_everywhere());
create policy qualification_recorded on workforce.qualification for insert
  with check (organisation_id = platform.organisation() and recorded_by = platform.person());
create policy qualification_withdrawn on workforce.qualification for update
  using (organisation_id = platform.organisation() and withdrawn_at is null)
  with check (organisation_id = platform.organisation());
revoke update, delete on workforce.qualification from xindeng_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on workforce.qualification to xindeng_app;
