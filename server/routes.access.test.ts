// Every row of the program, called by somebody of every group for every organisation. Who is let in is worked out from
// the table of rights alone; a new row is covered the day it is written. Where an input cannot be made from a row's
// schemas, the test says so, and an example is put beside the schema.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Route } from '#platform/http/index.ts';
import { openEveryRoute } from '#testing/every-route.ts';
import { addressOf, type GivenInput, inputFor, type TextPlace, textsIn, withValue } from '#testing/inputs.ts';
import { auditWords, isOpening } from './modules/audit/words.ts';
import { type Condition, type Group, rights } from './modules/identity/contract.ts';

const all = await openEveryRoute();
after(all.close);

type Organisation = 'province' | 'university' | 'hospital' | 'otherCentre';
const organisations = ['province', 'university', 'hospital', 'otherCentre'] as const satisfies readonly Organisation[];

/** Somebody, and the groups they have in each organisation. */
type Persona = {
  readonly name: string;
  readonly id: string | null;
  readonly groups: Partial<Record<Organisation, Group[]>>;
  /** They pass the duty gate. */
  readonly onDuty?: boolean;
};

const groupNames = ['administration', 'counselling', 'supervision', 'custody', 'authority', 'expert'] as const;

const personas: readonly Persona[] = [
  { name: 'nobody signed in', id: null, groups: {} },
  { name: 'somebody who belongs nowhere', id: all.people.nobody, groups: {} },
  { name: 'somebody who has left', id: all.people.former, groups: {} },
  { name: 'a counsellor who passes the gate', id: all.gated, groups: { university: ['counselling'] }, onDuty: true },
  { name: 'a guest', id: all.people.guest, groups: { university: ['counselling'], hospital: ['supervision'] } },
  ...(['province', 'university', 'otherCentre'] as const).flatMap((organisation) =>
    groupNames.flatMap((group) => {
      const id: unknown = Reflect.get(all.people[organisation], group);
      return typeof id === 'string'
        ? [{ name: `${organisation} ${group}`, id, groups: { [organisation]: [group] } }]
        : [];
    }),
  ),
];

/** What the table of rights says, read here once more and by itself. */
function reachOf(may: string, groups: readonly Group[], onDuty = false): 'own' | 'below' | null {
  const { anyOf }: { anyOf: readonly (readonly Condition[])[] } = Reflect.get(rights, may);
  const met = anyOf.filter((list) =>
    list.every(
      (condition) =>
        condition === 'own' ||
        condition === 'below' ||
        (condition === 'on-duty' && onDuty) ||
        groups.some((group) => group === condition),
    ),
  );
  return met.length === 0 ? null : met.some((list) => list.includes('below')) ? 'below' : 'own';
}

type Call = {
  readonly persona?: Persona;
  readonly organisation?: Organisation;
  readonly headers?: Record<string, string>;
};
type Answer = { readonly status: number; readonly code: string | null; readonly text: string };

/** Calls a row. `commit`: what it does stays done. What was undone at its end answers 'undone'. */
async function call(
  route: Route,
  input: GivenInput,
  { persona, organisation, headers = {} }: Call,
  commit = false,
): Promise<Answer> {
  const isPage = route.output === 'page';
  const body = input.body === undefined ? undefined : isPage ? formOf(input.body) : JSON.stringify(input.body);
  const response = await fetch((commit ? all.server : all.trying).url + addressOf(route, input), {
    method: route.method,
    redirect: 'manual',
    headers: {
      ...(persona?.id == null ? {} : { 'x-person': persona.id }),
      ...(organisation === undefined ? {} : { 'xindeng-organisation': all.people[organisation].organisation }),
      ...(body === undefined
        ? {}
        : { 'content-type': isPage ? 'application/x-www-form-urlencoded' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  if (response.ok && route.output === 'stream') {
    await response.body?.cancel();
    return { status: response.status, code: null, text: 'a stream' };
  }
  const text = await response.text();
  const fault = faultIn(text);
  if (fault === null) return { status: response.status, code: null, text };
  const undone = response.status === 500 && all.undone.has(fault.id);
  const plain = text.replace(fault.id, '');
  return undone
    ? { status: 200, code: 'undone', text: 'undone' }
    : { status: response.status, code: fault.code, text: plain };
}

const formOf = (body: Readonly<Record<string, unknown>>): string =>
  new URLSearchParams(Object.entries(body).map(([name, value]): [string, string] => [name, String(value)])).toString();

function faultIn(text: string): { readonly code: string; readonly id: string } | null {
  if (!text.startsWith('{"error"')) return null;
  const { error }: { error: { code: string; id: string } } = JSON.parse(text);
  return error;
}

type Staffed = Route & { readonly access: { readonly may: string } };
const isStaffed = (route: Route): route is Staffed => 'may' in route.access;
const staffed = all.routes.filter(isStaffed);
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** Everybody who may call a row, each for the organisation in which they may. */
const holdersOf = ({ access: { may } }: Staffed) =>
  personas.flatMap((persona) =>
    organisations.flatMap((organisation) => {
      const reach = reachOf(may, persona.groups[organisation] ?? [], persona.onDuty);
      return reach === null ? [] : [{ persona, organisation, reach }];
    }),
  );

/** Runs `work` for each, eight at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

const denials = new Set([
  'not-signed-in',
  'session-locked',
  'second-factor-needed',
  'unknown-organisation',
  'not-allowed',
]);

describe('who is let in, by the table of rights alone', () => {
  test('there are rows to walk, and every right they ask for is in the table', () => {
    assert.ok(staffed.length > 80);
    for (const route of staffed)
      assert.ok(Object.hasOwn(rights, route.access.may), `${nameOf(route)}: ${route.access.may}`);
  });

  for (const route of staffed)
    test(`${nameOf(route)} is for holders of ${route.access.may}`, async () => {
      const input = inputFor(route);
      const calls = personas.flatMap((persona) => organisations.map((organisation) => ({ persona, organisation })));
      await each(calls, async ({ persona, organisation }) => {
        const groups = persona.groups[organisation];
        const may = groups !== undefined && reachOf(route.access.may, groups, persona.onDuty) !== null;
        const answer = await call(route, input, { persona, organisation });
        const who = `${persona.name} for ${organisation} got ${answer.status} ${answer.code ?? ''}`;
        // Sign-in's own rows look at the session itself, and whoever calls by a header has none.
        if (may && route.path.startsWith('/api/sign-in/') && answer.code === 'not-signed-in') return;
        if (may) assert.ok(!denials.has(answer.code ?? ''), `${who}, but holds the right`);
        else if (persona.id === null) assert.equal(answer.code, 'not-signed-in', who);
        else assert.equal(answer.code, groups === undefined ? 'unknown-organisation' : 'not-allowed', who);
        assert.ok(answer.status < 500 && answer.code !== 'bad-input', `${who}: ${answer.text}`);
      });
    });
});

/** Things in the database that have an id and belong to an organisation, one of each table for each organisation. */
type Thing = { readonly table: string; readonly id: string; readonly organisation: Organisation };

async function thingsOf(organisation: Organisation): Promise<Thing[]> {
  const { owner } = all;
  const { organisation: own, custody } = all.people[organisation];
  const { rows } = await sql<{ table: string; id: string }>`
    select format('%I.%I', c.table_schema, c.table_name) as table, i.column_name as id
      from information_schema.columns c
      join information_schema.columns i using (table_schema, table_name)
      join information_schema.tables t using (table_schema, table_name)
     where c.column_name = 'organisation_id' and i.data_type = 'uuid' and t.table_type = 'BASE TABLE'
       and i.column_name in ('id', 'file_id', 'key_id', 'person_id')`.execute(owner);
  const things = await Promise.all(
    rows.map(async ({ table, id }) => {
      const found = await sql<{ id: string }>`
        select ${sql.ref(id)} as id from ${sql.table(table)}
         where organisation_id = ${own} and ${sql.ref(id)} is not null limit 1`.execute(owner);
      return found.rows.map((row) => ({ table: `${table}.${id}`, id: row.id, organisation }));
    }),
  );
  const fixed = [
    { table: 'identity.organisation.id', id: own, organisation },
    { table: 'identity.person.id', id: custody, organisation },
  ];
  return [...things.flat(), ...fixed];
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const idPlaces = (input: GivenInput): TextPlace[] =>
  textsIn(input).filter((place) => uuid.test(String(at(input, place))));
const at = (value: unknown, place: TextPlace): unknown =>
  place.reduce(
    (within, step) => (typeof within === 'object' && within !== null ? Reflect.get(within, step) : undefined),
    value,
  );

/** Does for an organisation what its rows do: with ids of nothing, then with ids of what is there by now. */
async function fill(organisation: Organisation, known: readonly Thing[]): Promise<void> {
  // Rows about people and organisations would take away who is needed later.
  const filling = staffed.filter(
    ({ method, path }) => method !== 'GET' && (known.length === 0 || !path.startsWith('/api/identity/')),
  );
  for (const route of filling) {
    const holder = holdersOf(route).find((one) => one.organisation === organisation);
    if (holder === undefined) continue;
    const input = inputFor(route, true);
    const [place] = idPlaces(input);
    const inputs =
      known.length === 0 ? [input] : place === undefined ? [] : known.map(({ id }) => withValue(input, place, id));
    for (const each of inputs) await call(route, each, holder, true);
  }
}

const isBelow = (one: Organisation, other: Organisation): boolean =>
  other === 'province' && (one === 'university' || one === 'hospital');

describe('what belongs to another organisation looks like what does not exist', () => {
  let things: Thing[] = [];

  before(async () => {
    for (const organisation of organisations) await all.seed(all.people[organisation].organisation);
    for (const organisation of organisations) {
      await fill(organisation, []);
      await fill(organisation, await thingsOf(organisation));
    }
    things = (await Promise.all(organisations.map(thingsOf))).flat();
  });

  test('there are things of many kinds to try', () => {
    const tables = new Set(
      things.filter(({ organisation }) => organisation !== 'university').map(({ table }) => table),
    );
    assert.ok(tables.size >= 14, `only ${[...tables].join(', ')}`);
  });

  for (const route of staffed) {
    const places = idPlaces(inputFor(route, true));
    if (places.length === 0) continue;
    test(`${nameOf(route)} tells nothing of ids that are not the caller’s to see`, async () => {
      const commit = route.method === 'GET';
      const holders = holdersOf(route).filter(
        ({ persona, organisation }) => persona.name !== 'a guest' && organisation !== 'hospital',
      );
      const perGroup = new Map(holders.map((holder) => [`${holder.organisation} ${holder.reach}`, holder]));
      for (const holder of perGroup.values())
        for (const place of places) {
          const input = inputFor(route, true);
          const missing = await call(route, withValue(input, place, randomUUID()), holder, commit);
          const foreign = things.filter(
            ({ organisation }) =>
              organisation !== holder.organisation &&
              !(holder.reach === 'below' && isBelow(organisation, holder.organisation)),
          );
          await each(foreign, async ({ table, id, organisation }) => {
            const answer = await call(route, withValue(input, place, id), holder, commit);
            const { persona } = holder;
            assert.deepEqual(answer, missing, `${persona.name} with ${table} of ${organisation} as ${place.join('.')}`);
          });
        }
    });
  }
});

const changing = all.routes.filter(({ method, output }) => method !== 'GET' && output !== 'page');
const anyHolder = (route: Route): Call => (isStaffed(route) ? (holdersOf(route)[0] ?? {}) : {});

describe('what stands on file', () => {
  test('every word of every row has its sentence in both languages', () => {
    const words = all.routes.flatMap(({ audit }) => (typeof audit === 'string' ? [audit] : []));
    assert.ok(words.length > 60);
    assert.deepEqual(
      words.filter((word) => !Object.hasOwn(auditWords, word)),
      [],
    );
  });

  test('a row that opens sealed records has a word that demands a purpose', () => {
    for (const route of staffed.filter(({ access }) => access.may === 'privacy.open-record'))
      assert.ok(typeof route.audit !== 'string' || isOpening(route.audit), nameOf(route));
  });
});

describe('attacks that every row withstands', () => {
  for (const route of all.routes.filter(({ input }) => input.body !== undefined))
    test(`${nameOf(route)} takes no field that it does not know`, async () => {
      for (const [name, value] of [
        ['organisation_id', randomUUID()],
        ['groups', ['administration']],
        ['approved', true],
      ] as const) {
        const input = inputFor(route);
        if (at(input, ['body', name]) !== undefined) continue;
        const answer = await call(route, { ...input, body: { ...input.body, [name]: value } }, anyHolder(route));
        assert.equal(answer.status, 400, `${name}: ${answer.status} ${answer.code ?? ''}`);
      }
    });

  for (const route of changing)
    test(`${nameOf(route)} does nothing for a page of another site`, async () => {
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://elsewhere.example' },
        { origin: 'null' },
      ]) {
        const answer = await call(route, inputFor(route), { ...anyHolder(route), headers });
        assert.deepEqual([answer.status, answer.code], [403, 'from-elsewhere'], JSON.stringify(headers));
      }
    });

  const bad = [
    `'; drop table identity.person; --`,
    `' or '1'='1`,
    `\\'); select pg_sleep(9); --`,
    '%_*"$1 $$ {} []',
    'a\u0000b',
    '\ud800',
    '2026-02-30',
    '9'.repeat(400),
  ];

  for (const route of all.routes.filter(({ path }) => !path.startsWith('/en/'))) {
    const input = inputFor(route, true);
    const places = textsIn(input);
    if (places.length === 0) continue;
    test(`${nameOf(route)} takes any text without breaking`, async () => {
      const tries = places.flatMap((place) => bad.map((text) => ({ place, text })));
      await each(tries, async ({ place, text }) => {
        if (place[0] !== 'body' && text === '\ud800') return;
        const answer = await call(route, withValue(input, place, text), anyHolder(route));
        assert.ok(answer.status < 500, `${place.join('.')} = ${JSON.stringify(text)}: ${answer.status}`);
      });
    });
  }

  test('after all that, every person is still there', async () => {
    const { rows } = await sql<{ many: boolean }>`select count(*) >= 20 as many from identity.person`.execute(
      all.owner,
    );
    assert.deepEqual(rows, [{ many: true }]);
  });
});
