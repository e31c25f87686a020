-- The audit: what was done, by whom, to what and why, in one chain for each organisation and one for the installation.
-- Each line carries the hash of the line before it, so that none can be changed, dropped or put in afterwards without
-- breaking the chain. Nobody writes here but `audit.append`, nobody changes anything, and what is old enough leaves
-- only behind a checkpoint (see docs/audit.md).

create schema audit;
comment on schema audit is 'What was done and who opened what; exports with approval.';

create table audit.entry (
  chain     uuid not null,
  number    bigint not null check (number > 0),
  previous  bytea not null check (length(previous) = 32),
  id        uuid not null,
  at        timestamptz not null,
  word      text not null check (word ~ '^[a-z-]+\.[a-z-]+$'),
  person    uuid,
  subject   text check (length(subject) between 1 and 200),
  purpose   text check (length(purpose) between 1 and 60),
  request   text check (length(request) between 1 and 60),
  sealed    boolean not null,
  detail    bytea,
  hash      bytea not null check (length(hash) = 32),
  primary key (chain, number)
);
comment on table audit.entry is 'One line of the audit. Only ever added to.';
comment on column audit.entry.chain is 'The organisation whose chain it stands in; all zeros: the installation itself.';
comment on column audit.entry.number is 'Its place in the chain, from 1 without gaps.';
comment on column audit.entry.previous is 'Hash of the line before; 32 zero bytes for the first.';
comment on column audit.entry.id is 'Random; a sealed detail is bound to it.';
comment on column audit.entry.at is 'When it was done.';
comment on column audit.entry.word is 'What was done, as in the route table: audit.search.';
comment on column audit.entry.person is 'Who did it; null: nobody signed in, or the program itself.';
comment on column audit.entry.subject is 'What it was done to: line:hunan-1.';
comment on column audit.entry.purpose is 'Why, where a purpose has to be stated (S3-91).';
comment on column audit.entry.request is 'Names the request in the log; null: no request.';
comment on column audit.entry.sealed is 'Whether the detail is sealed with a key.';
comment on column audit.entry.detail is 'What else belongs to it: a JSON object in UTF-8, or the same sealed.';
comment on column audit.entry.hash is 'SHA-256 of all other columns, see audit.form.';
create index entry_at on audit.entry (chain, at);
create index entry_word on audit.entry (chain, word, number);
create index entry_person on audit.entry (chain, person, number) where person is not null;
create index entry_subject on audit.entry (chain, subject, number) where subject is not null;

create table audit.head (
  chain   uuid primary key,
  number  bigint not null check (number >= 0),
  hash    bytea not null check (length(hash) = 32)
);
comment on table audit.head is 'The last line of each chain; whoever appends takes turns here.';
comment on column audit.head.chain is 'As in audit.entry.';
comment on column audit.head.number is 'Number of the last line; 0: none yet.';
comment on column audit.head.hash is 'Hash of the last line.';

create table audit.checkpoint (
  chain    uuid not null,
  number   bigint not null check (number > 0),
  hash     bytea not null check (length(hash) = 32),
  made_at  timestamptz not null default clock_timestamp(),
  primary key (chain, number)
);
comment on table audit.checkpoint is 'Up to where a chain was removed after its term; the chain is verified from here on.';
comment on column audit.checkpoint.chain is 'As in audit.entry.';
comment on column audit.checkpoint.number is 'Number of the last line that may be removed.';
comment on column audit.checkpoint.hash is 'Hash of that line.';
comment on column audit.checkpoint.made_at is 'When it was decided.';

-- A field as its length in four bytes and its bytes; null as the length -1.
create function audit.field(bytes bytea) returns bytea language sql immutable parallel safe as
  $$ select case when bytes is null then int4send(-1) else int4send(length(bytes)) || bytes end $$;
comment on function audit.field is 'One field of audit.form.';

create function audit.form(entry audit.entry) returns bytea language sql stable parallel safe as
  $$ select audit.field(uuid_send(entry.chain)) || audit.field(int8send(entry.number)) || audit.field(entry.previous)
         || audit.field(uuid_send(entry.id)) || audit.field(timestamptz_send(entry.at))
         || audit.field(convert_to(entry.word, 'UTF8')) || audit.field(uuid_send(entry.person))
         || audit.field(convert_to(entry.subject, 'UTF8')) || audit.field(convert_to(entry.purpose, 'UTF8'))
         || audit.field(convert_to(entry.request, 'UTF8')) || audit.field(boolsend(entry.sealed))
         || audit.field(entry.detail) $$;
comment on function audit.form is 'What is hashed: each field as COPY in binary form has it, so that a chain can be checked as it is read.';

-- Security definer: nobody holds the right to insert, so that every line has passed here.
create function audit.append(
  chain uuid, id uuid, at timestamptz, word text, person uuid, subject text, purpose text, request text,
  sealed boolean, detail bytea
) returns table (number bigint, hash bytea)
  language plpgsql security definer set search_path = '' as $$
declare
  head audit.head;
  line audit.entry;
begin
  if chain <> '00000000-0000-0000-0000-000000000000' and not platform.reaches(chain) then
    raise exception 'this chain is not the caller''s' using errcode = 'check_violation', constraint = 'entry_chain_reached';
  end if;
  select * into head from audit.head h where h.chain = append.chain for update;
  if not found then
    insert into audit.head values (append.chain, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
    select * into strict head from audit.head h where h.chain = append.chain for update;
  end if;
  line := row(append.chain, head.number + 1, head.hash, append.id, append.at, append.word, append.person,
              append.subject, append.purpose, append.request, append.sealed, append.detail, null);
  line.hash := sha256(audit.form(line));
  insert into audit.entry select line.*;
  update audit.head h set number = line.number, hash = line.hash where h.chain = append.chain;
  return query select line.number, line.hash;
end $$;
comment on function audit.append is 'Appends one line and tells its number and hash. The chain is held until the transaction ends.';
revoke execute on function audit.append from public;
grant execute on function audit.append to xindeng_app;

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'entry' and tg_op = 'DELETE' then
    if exists (select from audit.checkpoint c where c.chain = old.chain and c.number >= old.number) then
      return old;
    end if;
  end if;
  raise exception 'the audit is only ever added to' using errcode = 'check_violation', constraint = 'audit_only_added_to';
end $$;
create trigger refuse_change before update or delete on audit.entry
  for each row execute function audit.refuse_change();
create trigger refuse_truncate before truncate on audit.entry
  for each statement execute function audit.refuse_change();
create trigger refuse_change before update or delete on audit.checkpoint
  for each row execute function audit.refuse_change();
create trigger refuse_truncate before truncate on audit.checkpoint
  for each statement execute function audit.refuse_change();

create function audit.keep_head() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.number = 0 then
    return new;
  elsif tg_op = 'UPDATE' and new.chain = old.chain and new.number = old.number + 1 and exists (
      select from audit.entry e where e.chain = new.chain and e.number = new.number and e.hash = new.hash) then
    return new;
  end if;
  raise exception 'a head moves on by one line' using errcode = 'check_violation', constraint = 'audit_only_added_to';
end $$;
create trigger keep_head before insert or update or delete on audit.head
  for each row execute function audit.keep_head();
create trigger refuse_truncate before truncate on audit.head
  for each statement execute function audit.refuse_change();

create function audit.keep_checkpoint() returns trigger language plpgsql as $$
begin
  if not exists (select from audit.entry e where e.chain = new.chain and e.number = new.number and e.hash = new.hash)
     or exists (select from audit.entry e where e.chain = new.chain and e.number <= new.number
                                            and e.at > now() - interval '6 months') then
    raise exception 'lines are kept for six months at least'
      using errcode = 'check_violation', constraint = 'checkpoint_after_term';
  end if;
  return new;
end $$;
create trigger keep_checkpoint before insert on audit.checkpoint
  for each row execute function audit.keep_checkpoint();

-- Also for a session that has switched ordinary triggers off.
alter table audit.entry enable always trigger refuse_change;
alter table audit.entry enable always trigger refuse_truncate;
alter table audit.head enable always trigger keep_head;
alter table audit.head enable always trigger refuse_truncate;
alter table audit.checkpoint enable always trigger refuse_change;
alter table audit.checkpoint enable always trigger refuse_truncate;
alter table audit.checkpoint enable always trigger keep_checkpoint;

revoke insert, update, delete on audit.entry, audit.head, audit.checkpoint from xindeng_app;

-- Security definer: what may be read depends on memberships the caller may not see.
create function audit.readable_chain() returns uuid
  language sql stable security definer set search_path = '' as $$
  select m.organisation_id from identity.membership m
   where m.organisation_id = platform.organisation() and m.person_id = platform.person()
     and m.group_name in ('custody', 'administration') and m.ended_at is null
   limit 1 $$;
comment on function audit.readable_chain is 'The chain that the caller may read: that of the organisation acted for, for its custody and administration.';

alter table audit.entry enable row level security;
create policy entry_read on audit.entry for select
  using (chain = (select audit.readable_chain()) or (select platform.reaches_everywhere()));
alter table audit.head enable row level security;
create policy head_read on audit.head for select
  using (chain = (select audit.readable_chain()) or (select platform.reaches_everywhere()));
alter table audit.checkpoint enable row level security;
create policy checkpoint_read on audit.checkpoint for select
  using (chain = (select audit.readable_chain()) or (select platform.reaches_everywhere()));

create table audit.export (
  id               uuid primary key default gen_random_uuid(),
  organisation_id  uuid not null references identity.organisation,
  number           bigint not null check (number > 0),
  kind             text not null check (kind ~ '^[a-z-]+\.[a-z-]+$'),
  scope            jsonb not null,
  purpose          text not null,
  reason           text not null check (length(reason) between 1 and 500),
  recipient        text check (length(recipient) between 1 and 100),
  basis            text check (basis in ('consent', 'law')),
  asked_by         uuid not null references identity.person,
  asked_at         timestamptz not null,
  decided_by       uuid references identity.person,
  decided_at       timestamptz,
  approved         boolean,
  decision_words   text check (length(decision_words) between 1 and 500),
  made_at          timestamptz,
  file_name        text,
  row_count        integer check (row_count >= 0),
  byte_count       integer check (byte_count >= 0),
  digest           bytea check (length(digest) = 32),
  until            timestamptz not null,
  expired_at       timestamptz,
  constraint export_number unique (organisation_id, number),
  constraint export_second_person check (decided_by <> asked_by),
  constraint export_recipient_has_basis check ((recipient is null) = (basis is null)),
  constraint export_decided_whole check (num_nulls(decided_by, decided_at, approved) in (0, 3)),
  constraint export_made_whole check (num_nulls(made_at, file_name, row_count, byte_count, digest) in (0, 5)),
  constraint export_made_after_approval check (made_at is null or coalesce(approved, false))
);
comment on table audit.export is 'An export: asked for by one person, decided by another, made once, gone after its time (S3-92).';
comment on column audit.export.organisation_id is 'Whose data it takes out.';
comment on column audit.export.number is 'Its number within the organisation; stands on the file.';
comment on column audit.export.kind is 'What is exported: audit.statement.';
comment on column audit.export.scope is 'Which part of it, as the kind defines.';
comment on column audit.export.purpose is 'As in the purposes of openings.';
comment on column audit.export.reason is 'Why, in the words of who asked.';
comment on column audit.export.recipient is 'To whom outside the organisation; null: it stays inside.';
comment on column audit.export.basis is 'What allows giving it outside: consent of the person concerned, or law.';
comment on column audit.export.asked_by is 'Who asked.';
comment on column audit.export.asked_at is 'When.';
comment on column audit.export.decided_by is 'Who decided: never who asked.';
comment on column audit.export.decided_at is 'When.';
comment on column audit.export.approved is 'What was decided; null: nothing yet.';
comment on column audit.export.decision_words is 'What the person who decided added.';
comment on column audit.export.made_at is 'When the file was made.';
comment on column audit.export.file_name is 'Under which name it is saved.';
comment on column audit.export.row_count is 'How many rows it has.';
comment on column audit.export.byte_count is 'How long it is.';
comment on column audit.export.digest is 'SHA-256 of the file.';
comment on column audit.export.until is 'When the next step is no longer possible.';
comment on column audit.export.expired_at is 'When it was closed after that, and its file destroyed.';
create index export_expiring on audit.export (until) where expired_at is null;

create function audit.keep_export() returns trigger language plpgsql as $$
begin
  if (new.id, new.organisation_id, new.number, new.kind, new.scope, new.purpose, new.reason, new.asked_by, new.asked_at)
       is distinct from
     (old.id, old.organisation_id, old.number, old.kind, old.scope, old.purpose, old.reason, old.asked_by, old.asked_at)
     or (new.recipient, new.basis) is distinct from (old.recipient, old.basis)
     or (old.approved is not null and (new.decided_by, new.decided_at, new.approved, new.decision_words)
          is distinct from (old.decided_by, old.decided_at, old.approved, old.decision_words))
     or (old.made_at is not null and (new.made_at, new.file_name, new.row_count, new.byte_count, new.digest)
          is distinct from (old.made_at, old.file_name, old.row_count, old.byte_count, old.digest))
     or old.expired_at is not null then
    raise exception 'an export only goes forward' using errcode = 'check_violation', constraint = 'export_goes_forward';
  end if;
  return new;
end $$;
create trigger keep_export before update on audit.export for each row execute function audit.keep_export();
revoke delete on audit.export from xindeng_app;

create table audit.export_file (
  export_id        uuid primary key references audit.export,
  organisation_id  uuid not null references identity.organisation,
  sealed           boolean not null,
  content          bytea not null
);
comment on table audit.export_file is 'The files of exports, until they expire.';
comment on column audit.export_file.export_id is 'Whose file it is.';
comment on column audit.export_file.organisation_id is 'As in the export.';
comment on column audit.export_file.sealed is 'Whether the content is sealed with a key.';
comment on column audit.export_file.content is 'The file.';

alter table audit.export enable row level security;
create policy export_own on audit.export
  using (organisation_id = platform.organisation() or platform.reaches_everywhere())
  with check (organisation_id = platform.organisation() or platform.reaches_everywhere());
alter table audit.export_file enable row level security;
create policy export_file_own on audit.export_file
  using (organisation_id = platform.organisation() or platform.reaches_everywhere())
  with check (organisation_id = platform.organisation() or platform.reaches_everywhere());
