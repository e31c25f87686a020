// Hands the directory and the duty gate to contacts in the shape they ask for; part of the composition.
import type { GateOf, LineAt, LineWords } from '#contact/index.ts';
import { describeLine, type Directory, pinyinInThread } from '#directory/index.ts';
import { dayOf, loadMemberGates } from '#workforce/index.ts';
import { LineId } from './modules/directory/contract.ts';
import { OrganisationId, PersonId } from './modules/identity/contract.ts';

/** The first letters of the syllables of a title, made in a thread that ends again: the dictionary is large. */
export async function initialsOf(title: string): Promise<string> {
  const [keys] = await pinyinInThread([[title]]);
  return keys?.initials ?? '';
}

const MINUTE_MS = 60_000;
const MOST_LINES = 2000;

/** A line at an instant, from the newest snapshot; asked with every look at a room, so worked out once a minute. */
export function lineAt(directory: Directory): LineAt {
  const known = new Map<
    string,
    { readonly minute: number; readonly revision: number; readonly line: LineNow | undefined }
  >();
  return (name, at) => {
    const [minute, revision] = [Math.floor(at.epochMilliseconds / MINUTE_MS), directory.revision()];
    const there = known.get(name);
    if (there?.minute === minute && there.revision === revision) return there.line;
    if (known.size >= MOST_LINES) known.clear();
    const line = describe(directory, name, at);
    known.set(name, { minute, revision, line });
    return line;
  };
}

type LineNow = NonNullable<ReturnType<LineAt>>;

function describe(directory: Directory, name: string, at: Temporal.Instant): LineNow | undefined {
  const id = directory.movedTo(name) ?? LineId.safeParse(name).data;
  const described = id === undefined ? undefined : describeLine(directory.snapshot(), id, at);
  if (described === undefined) return undefined;
  const { service, state, nextChange } = described;
  return {
    name: described.line.name,
    service: service === 'in-service' || service === 'not-yet-open' ? service : 'ended',
    opensOn: described.line.opened,
    hours: state,
    nextChange: nextChange === null ? null : Temporal.Instant.from(nextChange),
  };
}

const MOST_POINTS = 3;

/** A line as a counsellor sends it to a person: its name, and under it the first ways to reach it. */
export function lineWords(directory: Directory): LineWords {
  return (name, _lang, at) => {
    const id = directory.movedTo(name) ?? LineId.safeParse(name).data;
    const described = id === undefined ? undefined : describeLine(directory.snapshot(), id, at);
    if (described === undefined) return undefined;
    const ways = described.points.slice(0, MOST_POINTS).map(({ point }) => point.display);
    return [described.line.name, ...ways].join('\n');
  };
}

/** How a counsellor stands before the duty gate today. */
export const gateOf: GateOf = async (tx, { person, organisation }, at) => {
  const asked = { person: PersonId.parse(person), today: dayOf(at) };
  const member = await loadMemberGates(tx, OrganisationId.parse(organisation), asked);
  const gate = member?.gates.find(({ duty }) => duty === 'counselling');
  const crisis = member?.qualifications.some(({ kind, state }) => kind === 'crisis-competence' && state === 'valid');
  return {
    passed: gate?.passed === true,
    lacking: gate?.missing.map(({ words }) => words) ?? [],
    crisisCompetence: crisis === true,
  };
};
