// What a database consists of, as far as a backup must know it. Everything is asked of the database itself, so
// that a table of a module to come is in the backup from its first day on.
import { escapeIdentifier, type ClientBase } from 'pg';
import type { Partition, Table } from './archive.ts';

/** Schemas that are the database's own. */
const SYSTEM = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

/** A name in SQL, whatever letters it has. */
export function quoted({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

/** All tables that hold rows of ours, with the columns that can be written; partitions belong to their table. */
export async function loadTables(client: ClientBase): Promise<readonly (Table & { readonly parted: boolean })[]> {
  const { rows } = await client.query<Table & { parted: boolean }>(`
    select n.nspname as schema, c.relname as name, c.relkind = 'p' as parted,
           coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attname is not null), '{}') as columns
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and ${SYSTEM}
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     group by n.nspname, c.relname, c.relkind
     order by n.nspname, c.relname`);
  return rows;
}

/** All partitions, parents before children. */
export async function loadPartitions(client: ClientBase): Promise<readonly Partition[]> {
  const { rows } = await client.query<{ partition: Partition }>(`
    with recursive part as (
      select c.oid, 0 as depth from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'p' and not c.relispartition and ${SYSTEM}
      union all
      select i.inhrelid, part.depth + 1 from part join pg_inherits i on i.inhparent = part.oid
       join pg_class c on c.oid = i.inhrelid and c.relispartition and c.relkind in ('r', 'p')
    )
    select json_build_object(
             'schema', n.nspname, 'name', c.relname,
             'parent', json_build_object('schema', pn.nspname, 'name', p.relname),
             'bound', pg_get_expr(c.relpartbound, c.oid),
             'key', pg_get_partkeydef(c.oid)) as partition
      from part join pg_class c on c.oid = part.oid join pg_namespace n on n.oid = c.relnamespace
      join pg_inherits i on i.inhrelid = c.oid
      join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
     where part.depth > 0
     order by part.depth, n.nspname, c.relname`);
  return rows.map(({ partition }) => partition);
}

/** All sequences, those behind identity columns included. */
export async function loadSequences(client: ClientBase): Promise<readonly { schema: string; name: string }[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${SYSTEM} order by n.nspname, c.relname`);
  return rows;
}

/** What a backup cannot carry or cannot see, each as a pair of words for people; empty when all is well. */
export async function loadObstacles(client: ClientBase): Promise<readonly { zh: string; en: string }[]> {
  const { rows } = await client.query<{ large: boolean; foreign: string | null; hidden: string | null }>(`
    select exists (select from pg_largeobject_metadata) as large,
           (select string_agg(format('%I.%I', n.nspname, c.relname), ', ') from pg_class c
              join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('f', 'm') and ${SYSTEM}) as foreign,
           (select string_agg(format('%I.%I', n.nspname, c.relname), ', ') from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
             where c.relforcerowsecurity and ${SYSTEM} and not exists (
               select from pg_roles r where r.rolname = current_user and (r.rolbypassrls or r.rolsuper))) as hidden`);
  const { large, foreign, hidden } = rows[0] ?? { large: false, foreign: null, hidden: null };
  return [
    ...(large
      ? [
          {
            zh: '数据库中有大对象（large object），备份不包含它们',
            en: 'the database has large objects, which a backup does not carry',
          },
        ]
      : []),
    ...(foreign === null
      ? []
      : [
          {
            zh: `备份不包含外部表与物化视图 ${foreign}`,
            en: `a backup does not carry foreign tables and materialized views: ${foreign}`,
          },
        ]),
    ...(hidden === null
      ? []
      : [
          {
            zh: `角色看不到 ${hidden} 的全部行，请授予它 BYPASSRLS`,
            en: `the role cannot see every row of ${hidden}; give it BYPASSRLS`,
          },
        ]),
  ];
}

/** Statements that take something away for a while, and those that put it back. */
export type Detour = { readonly before: readonly string[]; readonly after: readonly string[] };

/**
 * Foreign keys and triggers stand in the way of putting rows back: rows come table by table, and a trigger would
 * act a second time. Keys are dropped and added again, which checks every row once, in bulk.
 */
export async function loadDetour(client: ClientBase): Promise<Detour> {
  const { rows } = await client.query<{ before: string; after: string }>(`
    select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as before,
           format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as after
      from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where k.contype = 'f' and k.conparentid = 0 and ${SYSTEM}
    union all
    select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname),
           format('alter table %s enable %s trigger %I', t.tgrelid::regclass,
                  case t.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, t.tgname)
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'D' and ${SYSTEM}`);
  return { before: rows.map((row) => row.before), after: rows.map((row) => row.after) };
}
