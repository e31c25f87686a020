-- Keys that the program seals with, each wrapped by a master key that is not in this database. The keys of what can
-- reach or name a help-seeker are not here at all: they lie in a store of their own, outside this database's backups.

create schema keys;
comment on schema keys is 'Wrapped keys of records and of the program itself, and which master keys there are.';

create table keys.master (
  id         text primary key check (id ~ '^[0-9a-f]{32}$'),
  kind       text not null check (kind in ('file', 'environment', 'pkcs11')),
  state      text not null check (state in ('current', 'old', 'retired', 'forgotten')),
  wrapped    bytea,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  check (wrapped is null or kind = 'pkcs11')
);
comment on table keys.master is 'Which master keys there are and were. None of them is here in the clear.';
comment on column keys.master.id is 'Made from the key itself; tells nothing of it.';
comment on column keys.master.kind is 'Where it rests: file, environment, or wrapped by an HSM (pkcs11).';
comment on column keys.master.state is 'current: wraps new keys; old: being replaced; retired: opens only old backups; forgotten: gone.';
comment on column keys.master.wrapped is 'For pkcs11: as wrapped by the HSM''s own key, which never leaves it.';
comment on column keys.master.created_at is 'When it was taken into use.';
comment on column keys.master.retired_at is 'Since when no key of ours is wrapped by it.';
create unique index master_current on keys.master (state) where state = 'current';

create table keys.data_key (
  id          uuid primary key,
  kind        text not null check (kind in ('record', 'purpose')),
  purpose     text,
  current     boolean not null default false,
  subject     text check (octet_length(subject) <= 100),
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{32}$'),
  master_id   text not null references keys.master,
  wrapped     bytea not null check (length(wrapped) = 60),
  created_at  timestamptz not null default now(),
  check ((kind = 'purpose') = (purpose is not null)),
  check ((kind = 'record') = (subject is not null)),
  check (kind = 'purpose' or not current)
);
comment on table keys.data_key is 'Keys of records and of the program''s own purposes, wrapped.';
comment on column keys.data_key.id is 'Random; values sealed with it begin with its first eight bytes.';
comment on column keys.data_key.kind is 'record: of one contact''s record; purpose: of the program itself.';
comment on column keys.data_key.purpose is 'What a purpose key is for: sign-in, sso, audit, privacy.';
comment on column keys.data_key.current is 'The purpose key that new values are sealed with.';
comment on column keys.data_key.subject is 'What a record key belongs to: a reference, never a name.';
comment on column keys.data_key.fingerprint is 'Names the key in a certificate; made from the key, tells nothing of it.';
comment on column keys.data_key.master_id is 'The master key it is wrapped by.';
comment on column keys.data_key.wrapped is 'Nonce, wrapped key, tag.';
comment on column keys.data_key.created_at is 'When it was made.';
create unique index data_key_current on keys.data_key (purpose) where current;
create index data_key_master on keys.data_key (master_id);

-- Nobody's errand: only the program itself, in a scope that no caller can ask for, sees even the wrapped keys.
alter table keys.master enable row level security;
create policy master_of_the_program on keys.master
  using (platform.reaches_everywhere()) with check (platform.reaches_everywhere());

alter table keys.data_key enable row level security;
create policy data_key_read on keys.data_key for select using (platform.reaches_everywhere());
create policy data_key_added on keys.data_key for insert with check (platform.reaches_everywhere());
create policy data_key_changed on keys.data_key for update
  using (platform.reaches_everywhere()) with check (platform.reaches_everywhere());
-- A purpose key opens what was ever sealed with it, so it is never deleted; a record key is, when its record is.
create policy data_key_deleted on keys.data_key for delete using (platform.reaches_everywhere() and kind = 'record');

revoke delete on keys.master from xindeng_app;
