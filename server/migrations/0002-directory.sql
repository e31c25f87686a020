-- The directory: publications as read, the lines put together from them, and the doubts a person has to settle.

create schema directory;
comment on schema directory is 'Lines, how to reach them, where each fact comes from.';

create table directory.source (
  id         text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  title      text not null,
  number     text,
  issuers    text[] not null default '{}',
  issued_on  date,
  round      integer check (round > 0),
  signature  text,
  contacts   jsonb not null default '[]',
  format     text not null check (format in ('text', 'html', 'csv', 'xlsx')),
  file       text not null,
  digest     text not null,
  imported_at timestamptz not null default now()
);
comment on table directory.source is 'A publication that lines were read from (S1-31, S2-35).';
comment on column directory.source.id is 'Short and stable, derived from the publication itself.';
comment on column directory.source.title is 'As printed.';
comment on column directory.source.number is 'Document number, e.g. 豫教疫防办〔2020〕4号.';
comment on column directory.source.issuers is 'Issuing bodies, as printed.';
comment on column directory.source.issued_on is 'Date of issue, Asia/Shanghai.';
comment on column directory.source.round is 'Publication round, for lists that appear in rounds (S2-35).';
comment on column directory.source.signature is 'As printed under the text.';
comment on column directory.source.contacts is 'Issuing contact: person, phone, fax, e-mail (S0-06).';
comment on column directory.source.format is 'Format of the file it was read from.';
comment on column directory.source.file is 'Name of the file it was read from, without its folder.';
comment on column directory.source.digest is 'SHA-256 of everything read from it; equal means that importing again changes nothing.';
comment on column directory.source.imported_at is 'When it was last read anew.';

create table directory.line (
  id              text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  name            text not null check (name <> ''),
  former_names    text[] not null default '{}',
  pinyin_initials text not null default '',
  pinyin_full     text not null default '',
  region_code     text check (region_code ~ '^[0-9]{6}$'),
  region_name     text,
  hosts           text[] not null default '{}',
  audience        jsonb not null,
  hours           jsonb,
  session_minutes jsonb,
  opened_on       date,
  validity        jsonb not null,
  confirmed_on    date,
  verified_on     date,
  published       boolean not null default true,
  changed_at      timestamptz not null default now(),
  check ((region_code is null) = (region_name is null))
);
comment on table directory.line is 'A line as the directory shows it, put together from its listings (S2-33).';
comment on column directory.line.id is 'Readable and stable: source and row of its first listing.';
comment on column directory.line.name is 'Current name.';
comment on column directory.line.former_names is 'Former and temporary names, searchable (S2-30).';
comment on column directory.line.pinyin_initials is 'First letters of the syllables of its names, for the search; made at import.';
comment on column directory.line.pinyin_full is 'The syllables of its names in Latin letters, for the search; made at import.';
comment on column directory.line.region_code is 'GB/T 2260 code of the place of its seat; not its coverage.';
comment on column directory.line.region_name is 'Official name of that place.';
comment on column directory.line.hosts is 'Host institutions (S2-29).';
comment on column directory.line.audience is 'Audience: as published and as read.';
comment on column directory.line.hours is 'Opening hours: as published and as read; null when the source gives none.';
comment on column directory.line.session_minutes is 'Length of one session, minutes: as published and as read.';
comment on column directory.line.opened_on is 'Opening date (S2-34); before it the line takes no contacts (S0-08).';
comment on column directory.line.validity is 'How long it said it would run: as published and as read (S2-25).';
comment on column directory.line.confirmed_on is 'Date of the newest publication that lists it.';
comment on column directory.line.verified_on is 'Date a person last verified it; null: never.';
comment on column directory.line.published is 'Shown to help-seekers.';
comment on column directory.line.changed_at is 'When a fact of it last changed.';

create table directory.access_point (
  line_id       text not null references directory.line on delete cascade,
  position      integer not null check (position >= 0),
  kind          text not null check (kind in ('phone', 'short-code', 'qq', 'app', 'email', 'wechat')),
  raw           text not null,
  display       text not null,
  e164          text check (e164 ~ '^\+[0-9]{3,15}$'),
  tel           text check (tel ~ '^[0-9]{3,16}$'),
  suggested_tel text check (suggested_tel ~ '^[0-9]{3,16}$'),
  number        text,
  line_type     text,
  menu_keys     text[] not null default '{}',
  note          text,
  hours         jsonb,
  audience      jsonb,
  primary key (line_id, position)
);
comment on table directory.access_point is 'One way to reach a line: a number, an account, an address (S2-18, S2-21).';
comment on column directory.access_point.position is 'Order within the line, as published.';
comment on column directory.access_point.kind is 'phone, short-code, qq, app, email, wechat.';
comment on column directory.access_point.raw is 'As published.';
comment on column directory.access_point.display is 'Grouped as people say it.';
comment on column directory.access_point.e164 is 'E.164, where it is a full telephone number as published.';
comment on column directory.access_point.tel is 'Digits a tel: link dials; null when it cannot be dialled as published.';
comment on column directory.access_point.suggested_tel is 'A likely correction nobody has confirmed.';
comment on column directory.access_point.number is 'Account, address or name where nothing is dialled.';
comment on column directory.access_point.line_type is 'landline, mobile, shared-cost-400, landline-only-800, short-code, area-short-code.';
comment on column directory.access_point.menu_keys is 'Keys to press after the call is answered (S2-22).';
comment on column directory.access_point.note is 'As published beside it (S2-18).';
comment on column directory.access_point.hours is 'Hours of its own (S2-19); null: the line''s.';
comment on column directory.access_point.audience is 'Audience of its own (S2-20); null: the line''s.';

create index access_point_tel on directory.access_point (tel);

create table directory.listing (
  source_id text not null references directory.source on delete cascade,
  row       text not null,
  position  integer not null check (position >= 0),
  line_id   text not null references directory.line,
  reading   jsonb not null,
  primary key (source_id, row)
);
comment on table directory.listing is 'One line as one source publishes it, with the source text of every field.';
comment on column directory.listing.row is 'Row within the source.';
comment on column directory.listing.position is 'Order within the source, as printed.';
comment on column directory.listing.line_id is 'The line it was put into.';
comment on column directory.listing.reading is 'What was read, its flags, and the cells as published.';

create index listing_line on directory.listing (line_id);

create table directory.flag (
  id         bigint generated always as identity primary key,
  source_id  text not null,
  row        text not null,
  code       text not null,
  field      text not null,
  raw        text not null,
  suggestion text,
  why        text not null,
  state      text not null default 'open' check (state in ('open', 'accepted', 'edited', 'dismissed')),
  foreign key (source_id, row) references directory.listing on delete cascade,
  unique (source_id, row, code, field, raw, why)
);
comment on table directory.flag is 'A doubt about one field of one listing, for a person to settle.';
comment on column directory.flag.code is 'What kind of doubt.';
comment on column directory.flag.field is 'Which field.';
comment on column directory.flag.raw is 'The text in doubt.';
comment on column directory.flag.suggestion is 'A likely correction.';
comment on column directory.flag.why is 'One plain sentence for the person who decides.';
comment on column directory.flag.state is 'open until a person accepted, edited or dismissed it.';

create table directory.not_hotline (
  source_id text not null references directory.source on delete cascade,
  position  integer not null,
  raw       text not null,
  why       text not null,
  primary key (source_id, position)
);
comment on table directory.not_hotline is 'What looks like a way to reach somebody in a source but is no hotline, and why.';

create table directory.revision (
  only_row boolean primary key default true check (only_row),
  number   bigint not null
);
comment on table directory.revision is 'Counts the changes of the directory; processes reload their snapshot when it moved.';
insert into directory.revision (number) values (0);
