// What the demonstration needs so that a chat can be tried at once: two invented lines that are always open, each with a
// queue, counsellors who pass the duty gate, and a few phrases that wait for approval. Nobody can be reached by telephone.
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { pinyinInThread } from '#directory/index.ts';
import { readHours } from '#hours/index.ts';
import type { DB } from '#platform/database/index.ts';
import { demoPhrases } from './demo-phrases.ts';

type Tx = Transaction<DB>;

/** An institution of the demonstration, entered. */
export type DemoBody = {
  readonly organisation: string;
  readonly line: { readonly id: string; readonly name: string };
  readonly administrator: string;
  readonly counsellor: string;
};

const hours = '24小时';
const audience = {
  raw: '演示',
  everyone: true,
  groups: [],
  family: false,
  region: null,
  national: true,
  eventOnly: false,
  everyoneDuringEvent: false,
};

/** Enters it all. `authority`: who confirms that the lines are theirs, and for which organisation. */
export async function seedService(
  tx: Tx,
  bodies: readonly DemoBody[],
  authority: { readonly organisation: string; readonly person: string },
  now: Temporal.Instant,
): Promise<void> {
  for (const body of bodies) {
    await addLine(tx, body);
    await actAs(tx, { organisation: body.organisation, person: body.administrator, reach: 'own' });
    await claim(tx, body, now);
    await addQueue(tx, body);
    await qualify(tx, body, now);
    await actAs(tx, { ...authority, reach: 'below' });
    await confirm(tx, body, authority.person, now);
    await actAs(tx, { organisation: body.organisation, person: body.counsellor, reach: 'own' });
    await addPhrases(tx, body, now);
    await actAs(tx, { organisation: '', person: '', reach: 'everywhere' });
  }
  await tx
    .updateTable('directory.revision')
    .set((is) => ({ number: is('number', '+', 1) }))
    .execute();
}

type Acting = { readonly organisation: string; readonly person: string; readonly reach: string };

/** From here on in this transaction: what follows is done by those who may. */
async function actAs(tx: Tx, { organisation, person, reach }: Acting): Promise<void> {
  await sql`select set_config('app.organisation', ${organisation}, true), set_config('app.person', ${person}, true),
                   set_config('app.reach', ${reach}, true)`.execute(tx);
}

async function addLine(tx: Tx, { line: { id, name } }: DemoBody): Promise<void> {
  const { schedule } = readHours(hours);
  await tx
    .insertInto('directory.line')
    .values({
      id,
      name,
      audience: JSON.stringify(audience),
      hours: JSON.stringify({ raw: hours, schedule }),
      validity: JSON.stringify({ raw: '演示', kind: 'long-term' }),
    })
    .execute();
}

async function claim(tx: Tx, { organisation, line, administrator }: DemoBody, at: Temporal.Instant): Promise<void> {
  await tx
    .insertInto('directory.stewardship')
    .values({
      line_id: line.id,
      organisation_id: organisation,
      state: 'asked',
      why: '演示',
      asked_at: at,
      asked_by: administrator,
    })
    .execute();
}

async function confirm(tx: Tx, { line }: DemoBody, person: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('directory.stewardship')
    .set({ state: 'confirmed', decided_at: at, decided_by: person, decided_why: '演示' })
    .where('line_id', '=', line.id)
    .execute();
}

async function addQueue(tx: Tx, { organisation, line }: DemoBody): Promise<void> {
  await tx
    .insertInto('contact.queue')
    .values({
      organisation_id: organisation,
      line_id: line.id,
      name: '网上倾诉',
      channels: sql<string[]>`'{chat,phone}'`,
      priority: sql<string[]>`'{patient,medical}'`,
    })
    .execute();
}

const proofs = [
  'screening',
  'professional-qualification',
  'basic-competence',
  'crisis-competence',
  'ethics-training',
] as const;

/** What the duty gate asks for, recorded by the administration, accepted by the counsellor. */
async function qualify(tx: Tx, body: DemoBody, at: Temporal.Instant): Promise<void> {
  const { organisation, administrator, counsellor } = body;
  const row = { person_id: counsellor, organisation_id: organisation, recorded_by: administrator, evidence: '演示' };
  await tx
    .insertInto('workforce.qualification')
    .values(
      proofs.map((kind) => ({
        ...row,
        kind,
        issued_on: '2020-01-01',
        recorded_at: at,
        communication_assessed: true,
      })),
    )
    .execute();
  await actAs(tx, { organisation, person: counsellor, reach: 'own' });
  await sql`insert into identity.acceptance (person_id, kind, version, accepted_at)
            select ${counsellor}, kind, version, ${at} from identity.statement on conflict do nothing`.execute(tx);
  await tx
    .updateTable('identity.person')
    .set({ background: 'counsellor', practising_since: '2018-09-01' })
    .where('id', '=', counsellor)
    .execute();
}

/** Drafts: somebody else has to approve them before they can be sent. */
async function addPhrases(tx: Tx, { organisation, counsellor }: DemoBody, at: Temporal.Instant): Promise<void> {
  const initials = await pinyinInThread(demoPhrases.map(({ title }) => [title]));
  for (const [place, { title, zh, en, tags }] of demoPhrases.entries()) {
    const id = randomUUID();
    await tx.insertInto('contact.text').values({ id, organisation_id: organisation }).execute();
    await tx
      .insertInto('contact.text_version')
      .values({
        text_id: id,
        version: 1,
        organisation_id: organisation,
        kind: 'snippet',
        title,
        zh,
        en,
        tags: sql<string[]>`${[...tags]}::text[]`,
        initials: initials[place]?.initials ?? '',
        written_by: counsellor,
        written_at: at,
      })
      .execute();
  }
}
