-- Random values that all processes of one installation share and nobody needs to type.

create table platform.secret (
  name  text primary key,
  value bytea not null check (length(value) >= 32)
);
comment on table platform.secret is 'Shared random values, made on first use. None of them protects stored personal data.';
comment on column platform.secret.name is 'What it is for.';
comment on column platform.secret.value is 'At least 32 random bytes.';
