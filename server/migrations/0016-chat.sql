-- Chat with somebody who has no account: sessions known by a cookie, return codes if wanted, a short word at the end.
-- Nothing here names anybody. Tokens stand here as SHA-256, codes as a slow hash, words sealed.

create schema chat;
comment on schema chat is 'Rooms of people without an account: sessions, return codes, what they thought of it.';

create table chat.session (
  id              uuid primary key default gen_random_uuid(),
  token_hash      bytea not null check (length(token_hash) = 32),
  organisation_id uuid not null references identity.organisation,
  line_id         text not null references directory.line,
  contact_id      uuid not null,
  returner_id     uuid not null,
  lang            text not null check (lang in ('zh', 'en')),
  came_in         boolean not null default false,
  began_at        timestamptz not null,
  ends_at         timestamptz not null check (ends_at > began_at),
  constraint chat_token unique (token_hash)
);
comment on table chat.session is 'Browsers that hold a room open. A session that has ended is not kept.';
comment on column chat.session.id is 'Names it within the program; opens nothing.';
comment on column chat.session.token_hash is 'SHA-256 of the random token in the cookie.';
comment on column chat.session.organisation_id is 'Who runs the line.';
comment on column chat.session.line_id is 'The line.';
comment on column chat.session.contact_id is 'The contact whose room it opens.';
comment on column chat.session.returner_id is 'Joins contacts of one return code; names nobody.';
comment on column chat.session.lang is 'In which language the page is.';
comment on column chat.session.came_in is 'The contact has begun; false: the program stopped between the consent and the queue.';
comment on column chat.session.began_at is 'When it began.';
comment on column chat.session.ends_at is 'Opens nothing from then on.';
create index session_contact on chat.session (contact_id);
create index session_ends on chat.session (ends_at);

create table chat.return_code (
  id              uuid primary key,
  organisation_id uuid not null references identity.organisation,
  line_id         text not null references directory.line,
  contact_id      uuid not null,
  file_id         uuid not null,
  returner_id     uuid not null,
  lookup          text not null check (lookup ~ '^[0-9]{6}$'),
  hash            text not null check (hash like '$argon2id$%'),
  made_at         timestamptz not null,
  failures        integer not null default 0 check (failures >= 0),
  blocked_until   timestamptz,
  constraint code_lookup unique (lookup),
  constraint code_of_contact unique (contact_id)
);
create index return_code_file on chat.return_code (file_id);
comment on table chat.return_code is 'Sixteen digits by which somebody comes back (S1-24). Goes with the contact details.';
comment on column chat.return_code.contact_id is 'The contact it was made in.';
comment on column chat.return_code.file_id is 'Its service file: the code goes when the first clock of it ends.';
comment on column chat.return_code.returner_id is 'Joins this contact and those begun with the code.';
comment on column chat.return_code.lookup is 'The first six digits, by which it is found.';
comment on column chat.return_code.hash is 'argon2id of all sixteen, in the PHC string format.';
comment on column chat.return_code.made_at is 'When it was made.';
comment on column chat.return_code.failures is 'Wrong guesses in a row.';
comment on column chat.return_code.blocked_until is 'The next guess is not looked at before.';

create table chat.guardian (
  contact_id      uuid primary key,
  organisation_id uuid not null references identity.organisation,
  basis           text not null check (basis in ('consent', 'emergency')),
  provision       text not null check (provision <> ''),
  at              timestamptz not null
);
comment on table chat.guardian is 'On what ground somebody under fourteen was taken (PIPL 31).';
comment on column chat.guardian.basis is 'consent: a guardian agreed; emergency: it was needed to protect life or health.';
comment on column chat.guardian.provision is 'The provision of the law it rests on, as cited.';
comment on column chat.guardian.at is 'When.';

create table chat.satisfaction (
  contact_id      uuid primary key,
  organisation_id uuid not null references identity.organisation,
  line_id         text not null references directory.line,
  helpful         smallint check (helpful between 1 and 5),
  attitude        smallint check (attitude between 1 and 5),
  feeling         text check (feeling in ('better', 'same', 'worse')),
  file_id         uuid,
  key_kind        text check (key_kind in ('identity', 'record')),
  key_id          uuid,
  sealed          bytea,
  at              timestamptz not null,
  check ((sealed is null) or (key_id is not null and key_kind is not null))
);
comment on table chat.satisfaction is 'What somebody thought of it (S3-63); every question may be left out.';
comment on column chat.satisfaction.helpful is '1 to 5: whether it helped.';
comment on column chat.satisfaction.attitude is '1 to 5: how they were treated.';
comment on column chat.satisfaction.feeling is 'better, same, worse: how they feel now.';
comment on column chat.satisfaction.file_id is 'The service file; its clock takes the words.';
comment on column chat.satisfaction.key_kind is 'identity or record: which kind of key seals the words.';
comment on column chat.satisfaction.key_id is 'Which key.';
comment on column chat.satisfaction.sealed is 'Their own words, sealed; null: none, or gone.';
comment on column chat.satisfaction.at is 'When.';
create index satisfaction_file on chat.satisfaction (file_id);
create index satisfaction_lately on chat.satisfaction (organisation_id, at);

do $$ declare name text; begin
  foreach name in array array['session', 'return_code', 'guardian', 'satisfaction'] loop
    execute format('alter table chat.%I enable row level security', name);
    execute format('create policy %I on chat.%I using (organisation_id = platform.organisation() or platform.reaches_everywhere())',
                   name || '_own', name);
  end loop;
end $$;
revoke update, delete on chat.guardian from xindeng_app;

-- Asked before every step of somebody without an account, so it is one statement. Security definer: whoever holds the
-- token of a session may learn about that session and nothing else.
create function chat.recognise(token_hash bytea)
  returns table (session_id uuid, organisation_id uuid, line_id text, contact_id uuid, returner_id uuid, lang text,
                 came_in boolean, began_at timestamptz, ends_at timestamptz)
  language sql stable security definer set search_path = '' rows 1 as $$
  select s.id, s.organisation_id, s.line_id, s.contact_id, s.returner_id, s.lang, s.came_in, s.began_at, s.ends_at
    from chat.session s where s.token_hash = recognise.token_hash $$;
comment on function chat.recognise is 'The session of a token. The caller judges the times.';

create function chat.find_code(lookup text)
  returns table (code_id uuid, organisation_id uuid, line_id text, contact_id uuid, returner_id uuid, hash text,
                 failures integer, blocked_until timestamptz)
  language sql stable security definer set search_path = '' rows 1 as $$
  select c.id, c.organisation_id, c.line_id, c.contact_id, c.returner_id, c.hash, c.failures, c.blocked_until
    from chat.return_code c where c.lookup = find_code.lookup $$;
comment on function chat.find_code is 'The return code with these first digits; what it opens is for the caller to prove.';

-- The first text of each subject comes with the program, as the first policy does.
alter table privacy.consent_text alter column published_by drop not null;
comment on column privacy.consent_text.published_by is 'Who put it in force; null: it came with the program.';
