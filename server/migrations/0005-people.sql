-- What people bring and accept: numbers given by their organisation, invitations by link, and the texts that everybody
-- who works here accepts. Nothing here is ever rewritten: an invitation can only be used or revoked, a text only followed
-- by a newer one.

create function identity.stays_as_written() returns trigger language plpgsql as $$
begin
  raise exception 'this is not changed once written' using errcode = 'integrity_constraint_violation';
end $$;
comment on function identity.stays_as_written is 'Keeps rows from being changed or removed, by anybody.';

-- An address opens the account, so only its owner or the program (sign-in) changes it, never an administration.
create function identity.keep_account() returns trigger language plpgsql as $$
begin
  if (new.email is distinct from old.email or new.left_at is distinct from old.left_at)
     and current_user = 'xindeng_app' and not platform.reaches_everywhere()
     and platform.person() is distinct from old.id then
    raise exception 'an account belongs to its person' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
comment on function identity.keep_account is 'Refuses that anybody but the person changes what an account is entered with.';
create trigger keep_account before update on identity.person for each row execute function identity.keep_account();

-- Security definer: the kind of an organisation does not depend on who asks.
create function identity.keep_groups() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.group_name = 'authority' and not exists (
      select from identity.organisation o where o.id = new.organisation_id and o.kind = 'authority') then
    raise exception 'only an authority has this group'
      using errcode = 'check_violation', constraint = 'membership_authority_group';
  end if;
  return new;
end $$;
comment on function identity.keep_groups is 'Refuses the group of authorities in any other organisation.';
create trigger keep_groups before insert on identity.membership for each row execute function identity.keep_groups();

-- Security definer: an authority learns how many there are below it without seeing who.
create function identity.member_counts() returns table (organisation_id uuid, group_name text, people int)
  language sql stable security definer set search_path = '' as $$
  select m.organisation_id, m.group_name, count(*)::int
    from identity.organisation o
    join identity.membership m on m.organisation_id = o.id and m.ended_at is null
    join identity.person p on p.id = m.person_id and p.left_at is null
   where platform.reaches(o.id)
   group by m.organisation_id, m.group_name $$;
comment on function identity.member_counts is 'How many belong to each group of the organisations within reach.';

create table identity.staff_number (
  organisation_id uuid not null references identity.organisation,
  person_id       uuid not null references identity.person,
  number          text not null check (number <> '' and length(number) <= 30),
  primary key (organisation_id, person_id),
  constraint staff_number_taken unique (organisation_id, number)
);
comment on table identity.staff_number is 'The number an organisation gives to one of its staff; together with the organisation it may be used to sign in.';
comment on column identity.staff_number.organisation_id is 'Which organisation gave it.';
comment on column identity.staff_number.person_id is 'To whom.';
comment on column identity.staff_number.number is 'As given.';
create index staff_number_person on identity.staff_number (person_id);
alter table identity.staff_number enable row level security;
create policy staff_number_kept on identity.staff_number
  using (organisation_id = platform.organisation() or platform.reaches_everywhere());

create table identity.invitation (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references identity.organisation,
  token_hash      bytea not null unique check (length(token_hash) = 32),
  name            text not null check (name <> '' and length(name) <= 60),
  email           text check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$'),
  staff_number    text check (staff_number <> '' and length(staff_number) <= 30),
  groups          text[] not null check (cardinality(groups) > 0),
  invited_by      uuid references identity.person,
  invited_at      timestamptz not null,
  expires_at      timestamptz not null check (expires_at > invited_at),
  revoked_at      timestamptz,
  revoked_by      uuid references identity.person,
  accepted_at     timestamptz,
  accepted_by     uuid references identity.person,
  check (email is not null or staff_number is not null),
  check (accepted_at is null or revoked_at is null),
  check ((accepted_at is null) = (accepted_by is null)),
  check (accepted_at <= expires_at)
);
comment on table identity.invitation is 'A link by which somebody may join an organisation, once.';
comment on column identity.invitation.organisation_id is 'Where to.';
comment on column identity.invitation.token_hash is 'SHA-256 of the secret in the link; the secret itself is not kept.';
comment on column identity.invitation.name is 'Who is meant.';
comment on column identity.invitation.email is 'Their address, lower case.';
comment on column identity.invitation.staff_number is 'The number they will have there.';
comment on column identity.invitation.groups is 'The groups they will belong to.';
comment on column identity.invitation.invited_by is 'Who invited; null: the program, at first run.';
comment on column identity.invitation.invited_at is 'When.';
comment on column identity.invitation.expires_at is 'Until when the link can be used.';
comment on column identity.invitation.revoked_at is 'When it was taken back.';
comment on column identity.invitation.revoked_by is 'Who took it back.';
comment on column identity.invitation.accepted_at is 'When it was used.';
comment on column identity.invitation.accepted_by is 'Who joined by it.';
create index invitation_organisation on identity.invitation (organisation_id, invited_at);
alter table identity.invitation enable row level security;
create policy invitation_seen on identity.invitation for select
  using (organisation_id = platform.organisation() or platform.reaches_everywhere() or invited_by = platform.person());
create policy invitation_made on identity.invitation for insert with check (platform.reaches(organisation_id));
create policy invitation_ended on identity.invitation for update
  using (organisation_id = platform.organisation() or platform.reaches_everywhere());
-- Who never joined is not kept for ever.
create policy invitation_forgotten on identity.invitation for delete
  using (platform.reaches_everywhere() and accepted_at is null and expires_at < now() - interval '90 days');
revoke update on identity.invitation from xindeng_app;
grant update (revoked_at, revoked_by, accepted_at, accepted_by) on identity.invitation to xindeng_app;

create table identity.statement (
  kind          text not null check (kind in ('ethics-code', 'volunteer-statement', 'confidentiality')),
  version       int not null check (version > 0),
  in_force_from date not null,
  title_zh      text not null check (title_zh <> ''),
  title_en      text not null check (title_en <> ''),
  text_zh       text not null check (text_zh <> ''),
  text_en       text not null check (text_en <> ''),
  primary key (kind, version)
);
comment on table identity.statement is 'Texts that everybody who works here accepts (S3-08, S3-24, S1-27). The text in force is the newest whose day has come.';
comment on column identity.statement.kind is 'ethics-code, volunteer-statement, confidentiality.';
comment on column identity.statement.version is 'Counts up with every new text of its kind.';
comment on column identity.statement.in_force_from is 'First day on which it is asked for.';
comment on column identity.statement.title_zh is 'Title, Chinese.';
comment on column identity.statement.title_en is 'Title, English.';
comment on column identity.statement.text_zh is 'Text, Chinese; paragraphs are parted by an empty line.';
comment on column identity.statement.text_en is 'Text, English.';
create trigger stays_as_written before update or delete or truncate on identity.statement
  for each statement execute function identity.stays_as_written();
alter table identity.statement enable row level security;
create policy statement_read on identity.statement for select using (true);
revoke insert, update, delete on identity.statement from xindeng_app;

create table identity.acceptance (
  person_id   uuid not null references identity.person,
  kind        text not null,
  version     int not null,
  accepted_at timestamptz not null,
  primary key (person_id, kind, version),
  foreign key (kind, version) references identity.statement
);
comment on table identity.acceptance is 'Who accepted which text, in which version, when.';
comment on column identity.acceptance.person_id is 'Who.';
comment on column identity.acceptance.kind is 'Kind of the text.';
comment on column identity.acceptance.version is 'Version of the text.';
comment on column identity.acceptance.accepted_at is 'When.';
create trigger stays_as_written before update or delete or truncate on identity.acceptance
  for each statement execute function identity.stays_as_written();
alter table identity.acceptance enable row level security;
create policy acceptance_seen on identity.acceptance for select
  using (person_id = platform.person() or platform.reaches_everywhere() or identity.works_here(person_id));
create policy acceptance_given on identity.acceptance for insert with check (person_id = platform.person());
revoke update, delete on identity.acceptance from xindeng_app;

insert into identity.statement (kind, version, in_force_from, title_zh, title_en, text_zh, text_en) values
(
  'ethics-code', 1, '2026-01-01', '心理援助工作伦理守则', 'Code of ethics',
  '善行。我把求助者的安全和利益放在第一位，尽力帮助，不做会造成伤害的事；自己帮不了的，及时转给能帮的人。

责任。我只做自己受过训练、有能力做的工作，按时到岗，认真记录，接受督导。遇到有自杀、自伤或伤人危险的情况，我立即按规定报告，不独自承担，也不拖延。

诚信。我如实介绍自己的身份和资质，不夸大效果，不下诊断，不许诺做不到的事。我不收取费用和礼物，不借服务谋取任何好处，也不把求助者介绍到自己收费的机构。

公正。不论年龄、性别、民族、信仰、身体状况、性取向、职业、地区和经济状况，我都一样认真对待。

尊重。我尊重求助者的价值观和自己做决定的权利，说话平等，不评判。我不与求助者发展工作以外的关系，不私下联系。

保密。求助者告诉我的，我不向无关的人说起；依法需要突破保密时，只说必要的内容，说明理由并登记。',
  'To do good. The safety and the good of the person who asks for help come first. I do what I can, avoid what could harm, and hand over in time what I cannot help with.

Responsibility. I do only what I have been trained for and am able to do. I am there when my shift begins, keep careful records and accept supervision. Where there is danger of suicide, self-harm or harm to others I report it at once as the rules say; I neither carry it alone nor put it off.

Honesty. I say truthfully who I am and what I am qualified for. I do not promise too much and make no diagnosis. I take neither money nor gifts, seek no gain from the service, and send nobody to a practice that pays me.

Fairness. I give the same care to everybody, whatever their age, sex, ethnicity, faith, health, orientation, work, home or means.

Respect. I respect what people hold dear and their right to decide for themselves. I speak as an equal and do not judge. I have no other relation with people I help, and do not contact them privately.

Confidence. What I am told I tell nobody who has no part in it. Where the law asks me to break confidence I say only what is necessary, give the reason and put it on record.'
),
(
  'volunteer-statement', 1, '2026-01-01', '自愿参加与职业行为声明', 'Voluntary work and conduct',
  '我自愿参加这项心理援助工作，了解工作的内容、时间和可能带来的压力。我可以提出退出；退出前，我会把手上的工作交接清楚。

这项服务对求助者免费。我不向求助者收取任何费用，不推销，不借这项服务为自己或他人做宣传。

我按排班到岗，不迟到，不擅自离岗；因故不能到岗，提前说明。值班前和值班时不饮酒；身心状态不适合接听时，我会说出来并请求换班。

我遵守伦理守则和所在机构的制度，如实填写自己的经历和资质，参加培训和督导，接受对服务质量的检查。',
  'I take part in this work of my own will. I know what it consists of, when it takes place and how it can weigh on me. I may withdraw; before I do, I hand over what I am working on.

The service is free for those who ask for help. I take no money from them, sell nothing, and do not use the service to advertise for myself or others.

I come when I am on the roster, am on time and do not leave my place without word; if I cannot come, I say so beforehand. I do not drink before or during a shift. If I am not fit to answer, I say so and ask to be relieved.

I keep to the code of ethics and the rules of my organisation, state my experience and qualifications truthfully, take part in training and supervision, and accept that the quality of my work is looked at.'
),
(
  'confidentiality', 1, '2026-01-01', '保密承诺', 'Promise of confidentiality',
  '我在工作中知道的求助者信息，包括身份、联系方式、谈话内容、文字和录音，只用于帮助本人和规定的督导、质量检查。

我只查看工作需要的档案，每次都如实说明目的；我知道每一次查看都会留痕。

我不截屏、不拍照、不私自录音，不把档案带出或转发到私人设备、私人账号和聊天群。需要导出的，先申请并由另一位同事审批。

我不与他人共用账号和密码。发现信息可能泄露，我立即报告。

离开这项工作以后，这份承诺仍然有效。',
  'What I learn at work about those who ask for help, who they are, how to reach them, what they say or write, recordings, I use only to help them and for the supervision and quality review that the rules provide for.

I open only the records my work needs and state truthfully why each time; I know that every opening is put on file.

I take no screenshots, photographs or recordings of my own, and bring nothing to private devices, accounts or chat groups. What has to be exported is asked for first and approved by a second person.

I share my account and password with nobody. If something may have leaked I report it at once.

This promise holds on after I have left this work.'
);
