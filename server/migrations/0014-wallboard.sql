-- An empty chair is known by its silent desk, contacts without an outcome can be chased, and the wallboard reads a day.

alter table contact.duty
  add column seen_at timestamptz,
  add column before_absence text check (before_absence in ('available', 'busy'));
comment on column contact.duty.seen_at is 'When their desk was last open; null: nobody watches it.';
comment on column contact.duty.before_absence is 'Set to away because the desk was gone; back to this when it returns.';

alter table contact.contact
  add column reminded_at timestamptz;
comment on column contact.contact.reminded_at is 'When the counsellor was last reminded of the missing outcome (S4-15).';
create index contact_of_day on contact.contact (organisation_id, arrived_at);
create index contact_going_on on contact.contact (organisation_id) where status in ('waiting', 'offered', 'active', 'wrapping');
create index contact_offered on contact.contact (offered_to) where status = 'offered';

-- Lines of several timelines in one way to the database: this is asked each time somebody says something.
create function contact.lines_after(organisation uuid, contacts uuid[], positions integer[], most integer)
returns setof contact.happening language plpgsql
  -- The plan is made when the table is still small and kept: it must be the one for a large table.
  set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  perform set_config('app.organisation', organisation::text, true);
  return query
    select h.* from unnest(contacts, positions) as asked (contact, after)
     cross join lateral (select * from contact.happening h
                          where h.contact_id = asked.contact and h.position > asked.after
                          order by h.position limit most) h;
end $$;
comment on function contact.lines_after is 'Of each contact the lines after a position, in order, at most so many of each.';

create function contact.note_delivered(organisation uuid, contacts uuid[], positions integer[])
returns setof uuid language plpgsql as $$
begin
  perform set_config('app.organisation', organisation::text, true);
  return query
    insert into contact.sign as s (contact_id, side, organisation_id, delivered)
      select n.contact, 'staff', organisation, n.place from unnest(contacts, positions) as n (contact, place)
    on conflict (contact_id, side) do update set delivered = excluded.delivered where s.delivered < excluded.delivered
    returning s.contact_id;
end $$;
comment on function contact.note_delivered is 'How far conversations have come on the counsellor''s screen; gives those for which that is new.';
