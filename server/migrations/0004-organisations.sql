-- Organisations, people and who belongs where; and the two questions every policy of a tenant table asks: is this row
-- of an organisation the caller acts for, and is it about the caller. The answers come from the settings of the
-- transaction (app.organisation, app.person, app.reach), which the program sets from the caller's session.

create function platform.organisation() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.organisation', true), '')::uuid $$;
comment on function platform.organisation is 'The organisation acted for; null: none.';

create function platform.person() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.person', true), '')::uuid $$;
comment on function platform.person is 'The person who acts; null: nobody signed in.';

create function platform.reaches_everywhere() returns boolean language sql stable parallel safe as
  $$ select coalesce(current_setting('app.reach', true), '') = 'everywhere' $$;
comment on function platform.reaches_everywhere is 'The program works for itself: sign-in, clocks, commands.';

create schema identity;
comment on schema identity is 'Organisations, staff, groups, sign-in.';

create table identity.organisation (
  id          uuid primary key default gen_random_uuid(),
  parent_id   uuid references identity.organisation,
  ancestors   uuid[] not null default '{}',
  name        text not null check (name <> '' and length(name) <= 100),
  kind        text not null check (kind in ('authority', 'medical', 'university', 'society', 'other')),
  department  text check (department <> '' and length(department) <= 60),
  duty_mode_from date,
  public_from    date,
  public_basis   text check (public_basis in ('model', 'pilot', 'well-founded')),
  created_at  timestamptz not null default now(),
  closed_at   timestamptz,
  unique nulls not distinct (parent_id, name),
  constraint organisation_public_basis check ((public_from is null) = (public_basis is null)),
  constraint organisation_public_university check (public_from is null or kind = 'university'),
  check (not id = any (ancestors)),
  check ((parent_id is null) = (ancestors = '{}'))
);
comment on table identity.organisation is 'An authority, or a body that runs lines; a tree.';
comment on column identity.organisation.parent_id is 'The authority above it; null: the top of a tree.';
comment on column identity.organisation.ancestors is 'All above it, the top first; kept by a trigger.';
comment on column identity.organisation.name is 'Official name.';
comment on column identity.organisation.kind is 'authority; or what runs a line (S3-09): medical, university, society, other.';
comment on column identity.organisation.department is 'Competent department (S3-10): 卫健, 教育, 民政, 共青团, 文明办, 残联 …';
comment on column identity.organisation.duty_mode_from is 'First day in duty mode 值班模式 (S1-04); null: not in duty mode.';
comment on column identity.organisation.public_from is 'First day on which a university centre serves everybody (S1-07); null: its own members only.';
comment on column identity.organisation.public_basis is 'On what ground (S1-07): model 示范单位, pilot 试点单位, well-founded 基础较好.';
comment on column identity.organisation.created_at is 'When it was entered here.';
comment on column identity.organisation.closed_at is 'When it ended; nobody acts for it from then on.';
create index organisation_ancestors on identity.organisation using gin (ancestors);

-- Security definer: what stands above does not depend on who asks.
create function identity.keep_ancestors() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and new.parent_id is distinct from old.parent_id then
    raise exception 'an organisation does not move' using errcode = 'check_violation', constraint = 'organisation_stays';
  end if;
  if tg_op = 'UPDATE' and new.kind <> old.kind and 'authority' in (new.kind, old.kind) then
    raise exception 'an authority stays one' using errcode = 'check_violation', constraint = 'organisation_authority_stays';
  end if;
  if tg_op = 'INSERT' and new.parent_id is not null and not exists (
      select from identity.organisation o where o.id = new.parent_id and o.kind = 'authority' and o.closed_at is null) then
    raise exception 'only an authority has organisations below it'
      using errcode = 'check_violation', constraint = 'organisation_below_authority';
  end if;
  new.ancestors := coalesce(
    (select o.ancestors || o.id from identity.organisation o where o.id = new.parent_id), '{}');
  return new;
end $$;
comment on function identity.keep_ancestors is 'Fills the ancestors, and keeps the tree what it is: authorities above, no moves.';
create trigger keep_ancestors before insert or update on identity.organisation
  for each row execute function identity.keep_ancestors();

-- Security definer: the answer must not depend on what the caller may see of the tree.
create function platform.reaches(organisation_id uuid) returns boolean
  language sql stable security definer set search_path = '' as $$
  select case coalesce(current_setting('app.reach', true), '')
    when 'everywhere' then true
    when 'below' then organisation_id = platform.organisation() or exists (
      select from identity.organisation o
       where o.id = organisation_id and platform.organisation() = any (o.ancestors))
    else coalesce(organisation_id = platform.organisation(), false)
  end $$;
comment on function platform.reaches is 'Whether the caller acts for this organisation, or for one above it with a right that reaches down.';

create table identity.person (
  id          uuid primary key default gen_random_uuid(),
  name        text not null check (name <> '' and length(name) <= 60),
  email       text check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$'),
  background  text check (background in ('psychiatric-doctor', 'psychiatric-nurse', 'psychotherapist', 'counsellor',
                                         'social-worker', 'psychology-teacher', 'other')),
  practising_since date,
  language    text not null default 'zh' check (language in ('zh', 'en')),
  created_at  timestamptz not null default now(),
  left_at     timestamptz
);
comment on table identity.person is 'Somebody who works here. Never a help-seeker.';
comment on column identity.person.name is 'As colleagues know them.';
comment on column identity.person.email is 'For sign-in and invitations, lower case.';
comment on column identity.person.background is 'Professional background (S3-26): psychiatric doctor or nurse, psychotherapist, counsellor, social worker …';
comment on column identity.person.practising_since is 'Since when they have worked in this profession (S0-26).';
comment on column identity.person.language is 'Language of their screens.';
comment on column identity.person.created_at is 'When they were entered.';
comment on column identity.person.left_at is 'When they left for good; they cannot sign in from then on.';
create unique index person_email on identity.person (email);

create table identity.membership (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references identity.organisation,
  person_id       uuid not null references identity.person,
  group_name      text not null check (group_name in
                    ('administration', 'counselling', 'supervision', 'custody', 'authority', 'expert')),
  since           timestamptz not null default now(),
  ended_at        timestamptz check (ended_at >= since)
);
comment on table identity.membership is 'A person belongs to a group of an organisation; a person may belong to several (S1-11, S3-22).';
comment on column identity.membership.group_name is 'administration, counselling, supervision, custody, authority, expert.';
comment on column identity.membership.since is 'From when on.';
comment on column identity.membership.ended_at is 'Until when; null: still.';
create unique index membership_once on identity.membership (organisation_id, person_id, group_name) where ended_at is null;
create index membership_person on identity.membership (person_id);

-- Security definer: whether a person may be seen depends on memberships the caller may not all see.
create function identity.works_here(person uuid) returns boolean
  language sql stable security definer set search_path = '' as $$
  select exists (select from identity.membership m
                  where m.person_id = person and m.organisation_id = platform.organisation()) $$;
comment on function identity.works_here is 'Whether the person belongs, or belonged, to the organisation acted for.';

create function identity.works_here_now(person uuid) returns boolean
  language sql stable security definer set search_path = '' as $$
  select exists (select from identity.membership m
                  where m.person_id = person and m.organisation_id = platform.organisation() and m.ended_at is null) $$;
comment on function identity.works_here_now is 'Whether the person belongs to the organisation acted for now.';

create function identity.belongs_to(organisation uuid) returns boolean
  language sql stable security definer set search_path = '' as $$
  select exists (select from identity.membership m
                  where m.organisation_id = organisation and m.person_id = platform.person() and m.ended_at is null) $$;
comment on function identity.belongs_to is 'Whether the person who acts belongs to the organisation now.';

-- Asked at every call of staff, before it is known for whom a transaction may run: hence security definer.
create function identity.member(person uuid, organisation uuid)
  returns table (organisation_id uuid, groups text[])
  language sql stable security definer set search_path = '' rows 1 as $$
  select m.organisation_id, array_agg(m.group_name order by m.group_name)
    from identity.membership m
    join identity.person p on p.id = m.person_id and p.left_at is null
    join identity.organisation o on o.id = m.organisation_id and o.closed_at is null
   where m.person_id = person and m.ended_at is null and m.organisation_id = coalesce(organisation, m.organisation_id)
   group by m.organisation_id
   order by min(m.since), m.organisation_id
   limit 1 $$;
comment on function identity.member is
  'The groups somebody belongs to now; without an organisation, in the one they have belonged to for longest.';

alter table identity.organisation enable row level security;
create policy organisation_seen on identity.organisation for select
  using (platform.reaches(id) or identity.belongs_to(id));
create policy organisation_added on identity.organisation for insert
  with check (platform.reaches_everywhere() or platform.reaches(parent_id));
create policy organisation_changed on identity.organisation for update
  using (platform.reaches(id)) with check (platform.reaches(id));

-- People are their organisation's: an authority sees how many there are below it, not who.
alter table identity.person enable row level security;
create policy person_seen on identity.person for select
  using (id = platform.person() or platform.reaches_everywhere() or identity.works_here(id));
create policy person_added on identity.person for insert with check (platform.reaches_everywhere());
create policy person_changed on identity.person for update
  using (id = platform.person() or platform.reaches_everywhere() or identity.works_here_now(id));

alter table identity.membership enable row level security;
create policy membership_seen on identity.membership for select
  using (person_id = platform.person() or organisation_id = platform.organisation() or platform.reaches_everywhere());
create policy membership_added on identity.membership for insert
  with check (organisation_id = platform.organisation() or platform.reaches_everywhere());
create policy membership_changed on identity.membership for update
  using (organisation_id = platform.organisation() or platform.reaches_everywhere());

-- Who belonged where is never deleted, only ended: the audit names people for years.
revoke update on identity.membership from xindeng_app;
grant update (ended_at) on identity.membership to xindeng_app;
revoke delete on identity.organisation, identity.person, identity.membership from xindeng_app;
