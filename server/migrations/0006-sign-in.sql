-- Signing in: what people prove themselves with, their sessions, and what slows down those who guess. Whatever would
-- open an account is here only as a hash or sealed: passwords as argon2id, tokens and recovery codes as SHA-256, TOTP
-- secrets and client secrets sealed with a key that is not in this database. Of addresses there is a keyed hash, for an
-- hour.

create schema sign_in;
comment on schema sign_in is 'Passwords, second factors, passkeys, sessions, single sign-on.';

create table sign_in.password (
  person_id   uuid primary key references identity.person,
  hash        text not null check (hash like '$argon2id$%'),
  long        boolean not null,
  must_change boolean not null default false,
  set_at      timestamptz not null
);
comment on table sign_in.password is 'The password of a person.';
comment on column sign_in.password.person_id is 'Whose.';
comment on column sign_in.password.hash is 'argon2id with its parameters, in the PHC string format.';
comment on column sign_in.password.long is 'Long enough to be the only factor.';
comment on column sign_in.password.must_change is 'Somebody else set it; to be changed before anything else.';
comment on column sign_in.password.set_at is 'When it was set.';

create table sign_in.totp (
  person_id    uuid primary key references identity.person,
  secret       bytea not null,
  begun_at     timestamptz not null,
  confirmed_at timestamptz,
  last_step    bigint
);
comment on table sign_in.totp is 'Time-based codes (RFC 6238) of a person.';
comment on column sign_in.totp.person_id is 'Whose.';
comment on column sign_in.totp.secret is 'Sealed.';
comment on column sign_in.totp.begun_at is 'When the secret was made.';
comment on column sign_in.totp.confirmed_at is 'When the first code was given; null: it does not count yet.';
comment on column sign_in.totp.last_step is 'The latest step (30 s since 1970) whose code was taken; that one and earlier ones are refused.';

create table sign_in.recovery_code (
  person_id uuid not null references identity.person,
  hash      bytea not null check (length(hash) = 32),
  made_at   timestamptz not null,
  used_at   timestamptz,
  primary key (person_id, hash)
);
comment on table sign_in.recovery_code is 'Codes for when the second factor is lost; each is good once.';
comment on column sign_in.recovery_code.person_id is 'Whose.';
comment on column sign_in.recovery_code.hash is 'SHA-256 of person and code; a code has 80 random bits.';
comment on column sign_in.recovery_code.made_at is 'When it was made.';
comment on column sign_in.recovery_code.used_at is 'When it was used.';

create table sign_in.passkey (
  id            uuid primary key default gen_random_uuid(),
  person_id     uuid not null references identity.person,
  credential_id text not null,
  public_key    bytea not null,
  counter       bigint not null check (counter >= 0),
  transports    text[] not null default '{}',
  synced        boolean not null,
  name          text not null check (name <> '' and length(name) <= 60),
  created_at    timestamptz not null,
  last_used_at  timestamptz,
  constraint passkey_known unique (credential_id)
);
comment on table sign_in.passkey is 'WebAuthn credentials.';
comment on column sign_in.passkey.person_id is 'Whose.';
comment on column sign_in.passkey.credential_id is 'As the authenticator names it, base64url.';
comment on column sign_in.passkey.public_key is 'COSE key.';
comment on column sign_in.passkey.counter is 'Signatures so far as the authenticator counts them; a lower one is refused.';
comment on column sign_in.passkey.transports is 'How the browser can reach it: internal, usb, nfc, ble, hybrid.';
comment on column sign_in.passkey.synced is 'Kept by an account of the maker, on several devices.';
comment on column sign_in.passkey.name is 'As its owner calls it.';
comment on column sign_in.passkey.created_at is 'When it was added.';
comment on column sign_in.passkey.last_used_at is 'When it was last used.';
create index passkey_person on sign_in.passkey (person_id);

create table sign_in.session (
  id              uuid primary key,
  token_hash      bytea not null check (length(token_hash) = 32),
  person_id       uuid not null references identity.person,
  organisation_id uuid references identity.organisation,
  way             text not null check (way in ('password', 'passkey', 'single-sign-on', 'invitation', 'way-back')),
  two_factors     boolean not null default false,
  device          text not null check (length(device) <= 60),
  created_at      timestamptz not null,
  proved_at       timestamptz not null,
  last_seen_at    timestamptz not null,
  locked_at       timestamptz,
  ends_at         timestamptz not null check (ends_at > created_at),
  constraint session_token unique (token_hash)
);
comment on table sign_in.session is 'Who is signed in where. A session that has ended is not kept.';
comment on column sign_in.session.id is 'Names it in lists and in the audit; opens nothing.';
comment on column sign_in.session.token_hash is 'SHA-256 of the random token in the cookie.';
comment on column sign_in.session.person_id is 'Whose.';
comment on column sign_in.session.organisation_id is 'The only organisation it is good for; null: all of the person''s. Set for single sign-on.';
comment on column sign_in.session.way is 'How it began.';
comment on column sign_in.session.two_factors is 'Both factors were given; without them, whoever has a second factor is still at the second step.';
comment on column sign_in.session.device is 'Browser and system in words; nothing else is kept of the device.';
comment on column sign_in.session.created_at is 'When it began.';
comment on column sign_in.session.proved_at is 'When the person last proved who they are: sign-in, second step, unlocking.';
comment on column sign_in.session.last_seen_at is 'Last request, to the minute.';
comment on column sign_in.session.locked_at is 'When the screen was locked; null: open, unless it has been idle for too long.';
comment on column sign_in.session.ends_at is 'Ends then, whatever happens.';
create index session_person on sign_in.session (person_id);
create index session_ends on sign_in.session (ends_at);

create table sign_in.known_device (
  person_id    uuid not null references identity.person,
  token_hash   bytea not null check (length(token_hash) = 32),
  first_at     timestamptz not null,
  last_used_at timestamptz not null,
  primary key (person_id, token_hash)
);
comment on table sign_in.known_device is 'Browsers from which a person has signed in before: guesses made elsewhere do not slow them down there.';
comment on column sign_in.known_device.person_id is 'Whose.';
comment on column sign_in.known_device.token_hash is 'SHA-256 of the random token in the browser''s cookie.';
comment on column sign_in.known_device.first_at is 'First sign-in from it.';
comment on column sign_in.known_device.last_used_at is 'Latest sign-in from it; forgotten after 400 days.';

create table sign_in.attempt (
  mark          bytea primary key check (length(mark) = 32),
  failures      int not null check (failures > 0),
  last_at       timestamptz not null,
  blocked_until timestamptz not null
);
comment on table sign_in.attempt is 'Wrong guesses of the last hour, by a keyed hash of who guessed what from where; and which of them the audit has been told.';
comment on column sign_in.attempt.mark is 'HMAC-SHA-256 of kind, account and address or device; the key is not in this database.';
comment on column sign_in.attempt.failures is 'How many.';
comment on column sign_in.attempt.last_at is 'When the latest was; an hour later the row is gone.';
comment on column sign_in.attempt.blocked_until is 'The next one is not looked at before.';
create index attempt_last on sign_in.attempt (last_at);

create table sign_in.ceremony (
  id         uuid primary key,
  kind       text not null check (kind in ('add-passkey', 'sign-in', 'second-step', 'unlock')),
  challenge  text not null,
  session_id uuid,
  expires_at timestamptz not null
);
comment on table sign_in.ceremony is 'WebAuthn challenges that were given out and not answered yet.';
comment on column sign_in.ceremony.kind is 'What for.';
comment on column sign_in.ceremony.challenge is 'Random, base64url; good once.';
comment on column sign_in.ceremony.session_id is 'The session it belongs to; null: none yet.';
comment on column sign_in.ceremony.expires_at is 'Until when it is good.';
create index ceremony_expires on sign_in.ceremony (expires_at);

create table sign_in.way_back (
  id              uuid primary key,
  person_id       uuid not null references identity.person,
  organisation_id uuid references identity.organisation,
  token_hash      bytea not null check (length(token_hash) = 32),
  second_factor   boolean not null,
  made_by         uuid references identity.person,
  made_at         timestamptz not null,
  expires_at      timestamptz not null check (expires_at > made_at),
  revoked_at      timestamptz,
  used_at         timestamptz,
  seen_at         timestamptz check (seen_at is null or used_at is not null),
  constraint way_back_token unique (token_hash),
  constraint way_back_not_oneself check (made_by <> person_id),
  constraint way_back_one_end check (revoked_at is null or used_at is null),
  constraint way_back_made_somewhere check ((organisation_id is null) = (made_by is null))
);
comment on table sign_in.way_back is 'Links by which somebody who forgot the password or lost the second factor comes in again, once.';
comment on column sign_in.way_back.person_id is 'Who comes in again.';
comment on column sign_in.way_back.organisation_id is 'For which organisation its administrator made it; null: an operator did, on the server.';
comment on column sign_in.way_back.token_hash is 'SHA-256 of the secret of the link.';
comment on column sign_in.way_back.second_factor is 'Passkeys and codes go too, to be set up anew.';
comment on column sign_in.way_back.made_by is 'The administrator; null: an operator.';
comment on column sign_in.way_back.made_at is 'When.';
comment on column sign_in.way_back.expires_at is 'Good until then.';
comment on column sign_in.way_back.revoked_at is 'Taken back then, or followed by a newer one.';
comment on column sign_in.way_back.used_at is 'Used then.';
comment on column sign_in.way_back.seen_at is 'When the person confirmed having been told that their access was renewed.';
create unique index way_back_open on sign_in.way_back (person_id) where used_at is null and revoked_at is null;
create index way_back_person on sign_in.way_back (person_id);

create table sign_in.provider (
  id                    uuid primary key,
  organisation_id       uuid not null references identity.organisation,
  name                  text not null check (name <> '' and length(name) <= 60),
  issuer                text not null,
  client_id             text not null,
  client_secret         bytea not null,
  email_domains         text[] not null check (cardinality(email_domains) > 0),
  trusts_second_factor  boolean not null,
  enabled               boolean not null,
  changed_at            timestamptz not null,
  constraint provider_once unique (organisation_id, issuer)
);
comment on table sign_in.provider is 'Single sign-on of an organisation (OpenID Connect).';
comment on column sign_in.provider.organisation_id is 'Whose; what is proved there counts for this organisation only.';
comment on column sign_in.provider.name is 'As on the button.';
comment on column sign_in.provider.issuer is 'As in the provider''s metadata.';
comment on column sign_in.provider.client_id is 'Our name there.';
comment on column sign_in.provider.client_secret is 'Sealed.';
comment on column sign_in.provider.email_domains is 'Addresses under these may be linked.';
comment on column sign_in.provider.trusts_second_factor is 'Its word (amr: mfa) counts as the second factor.';
comment on column sign_in.provider.enabled is 'Whether it can be used.';
comment on column sign_in.provider.changed_at is 'When it was last changed.';

create table sign_in.outside_identity (
  provider_id uuid not null references sign_in.provider on delete cascade,
  issuer      text not null,
  subject     text not null,
  person_id   uuid not null references identity.person,
  linked_at   timestamptz not null,
  primary key (provider_id, issuer, subject),
  constraint outside_identity_person unique (provider_id, issuer, person_id)
);
comment on table sign_in.outside_identity is 'Who a provider''s users are here.';
comment on column sign_in.outside_identity.provider_id is 'Whose user.';
comment on column sign_in.outside_identity.issuer is 'The issuer when it was linked; a provider that moves to another begins anew.';
comment on column sign_in.outside_identity.subject is 'As the issuer names them (sub).';
comment on column sign_in.outside_identity.person_id is 'Who that is here.';
comment on column sign_in.outside_identity.linked_at is 'When they first came.';
create index outside_identity_person_id on sign_in.outside_identity (person_id);

create table sign_in.journey (
  state_hash   bytea primary key check (length(state_hash) = 32),
  browser_hash bytea not null check (length(browser_hash) = 32),
  provider_id  uuid not null references sign_in.provider on delete cascade,
  nonce        text not null,
  verifier     text not null,
  expires_at   timestamptz not null
);
comment on table sign_in.journey is 'Browsers that are at their provider to sign in; each comes back once.';
comment on column sign_in.journey.state_hash is 'SHA-256 of the state in the address.';
comment on column sign_in.journey.browser_hash is 'SHA-256 of the token in the browser''s cookie: it must be the same browser that comes back.';
comment on column sign_in.journey.provider_id is 'Where it went.';
comment on column sign_in.journey.nonce is 'Must come back inside the identity token.';
comment on column sign_in.journey.verifier is 'PKCE code verifier.';
comment on column sign_in.journey.expires_at is 'Until when it may come back.';
create index journey_expires on sign_in.journey (expires_at);

-- What is about one person is theirs; the program reaches it while it signs somebody in.
alter table sign_in.password enable row level security;
create policy password_own on sign_in.password using (person_id = platform.person() or platform.reaches_everywhere());
alter table sign_in.totp enable row level security;
create policy totp_own on sign_in.totp using (person_id = platform.person() or platform.reaches_everywhere());
alter table sign_in.recovery_code enable row level security;
create policy recovery_code_own on sign_in.recovery_code
  using (person_id = platform.person() or platform.reaches_everywhere());
alter table sign_in.passkey enable row level security;
create policy passkey_own on sign_in.passkey using (person_id = platform.person() or platform.reaches_everywhere());
alter table sign_in.session enable row level security;
create policy session_own on sign_in.session using (person_id = platform.person() or platform.reaches_everywhere());
alter table sign_in.known_device enable row level security;
create policy known_device_own on sign_in.known_device
  using (person_id = platform.person() or platform.reaches_everywhere());
alter table sign_in.outside_identity enable row level security;
create policy outside_identity_own on sign_in.outside_identity
  using (person_id = platform.person() or platform.reaches_everywhere());

-- An administration sees the links that it made; the person, those about themselves.
alter table sign_in.way_back enable row level security;
create policy way_back_own on sign_in.way_back
  using (organisation_id = platform.organisation() or person_id = platform.person() or platform.reaches_everywhere());

-- What is about nobody yet is the program's alone.
alter table sign_in.attempt enable row level security;
create policy attempt_program on sign_in.attempt using (platform.reaches_everywhere());
alter table sign_in.ceremony enable row level security;
create policy ceremony_program on sign_in.ceremony using (platform.reaches_everywhere());
alter table sign_in.journey enable row level security;
create policy journey_program on sign_in.journey using (platform.reaches_everywhere());

alter table sign_in.provider enable row level security;
create policy provider_own on sign_in.provider
  using (organisation_id = platform.organisation() or platform.reaches_everywhere());

-- Asked before every call of staff, so it is one statement without a transaction around it. Security definer: whoever
-- holds the token of a session may learn about that session and nothing else.
create function sign_in.recognise(token_hash bytea)
  returns table (
    session_id uuid, person_id uuid, organisation_id uuid, way text, two_factors boolean,
    created_at timestamptz, proved_at timestamptz, last_seen_at timestamptz, locked_at timestamptz, ends_at timestamptz,
    must_change boolean, has_totp boolean, has_passkey boolean, in_groups text[])
  language sql stable security definer set search_path = '' rows 1 as $$
  select s.id, s.person_id, s.organisation_id, s.way, s.two_factors,
         s.created_at, s.proved_at, s.last_seen_at, s.locked_at, s.ends_at,
         coalesce((select p.must_change from sign_in.password p where p.person_id = s.person_id), false),
         exists (select from sign_in.totp t where t.person_id = s.person_id and t.confirmed_at is not null),
         exists (select from sign_in.passkey k where k.person_id = s.person_id),
         array(select distinct m.group_name from identity.membership m
                where m.person_id = s.person_id and m.ended_at is null)
    from sign_in.session s
    join identity.person who on who.id = s.person_id and who.left_at is null
   where s.token_hash = recognise.token_hash $$;
comment on function sign_in.recognise is 'The session of a token, with what decides how far it opens. The caller judges the times.';
