-- Two roles. The owner (whoever runs the migrations) shapes the tables; the server only ever connects as
-- xindeng_app, which owns nothing, is no superuser and cannot step around row-level security.
do $$
begin
  create role xindeng_app login nosuperuser nocreatedb nocreaterole nobypassrls noinherit;
exception
  -- Roles belong to the whole server: another database of it may have made this one already, or is just doing so.
  when duplicate_object or unique_violation then null;
end
$$;

-- Nobody may add tables to the common schema, and the app's role never adds any at all.
revoke create on schema public from public;

-- Tables made later are readable and writable by the app, row by row under their own policies. A table that
-- must not be changed (the audit) takes the rights away again in the migration that makes it.
alter default privileges grant usage on schemas to xindeng_app;
alter default privileges grant select, insert, update, delete on tables to xindeng_app;
alter default privileges grant usage, select on sequences to xindeng_app;

-- The record of migrations is made by the program before this file runs, hence before the rights above.
grant usage on schema platform to xindeng_app;
grant select on platform.migration to xindeng_app;

comment on schema platform is 'What every part of the program stands on; holds no word of the trade.';
comment on table platform.migration is 'Which changes of the tables this database has, in order.';
comment on column platform.migration.name is 'The file, without its ending: 0001-roles-and-platform.';
comment on column platform.migration.checksum is 'SHA-256 of the file as it was applied, in hex.';
comment on column platform.migration.applied_at is 'When it was applied.';
