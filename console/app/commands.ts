// Finding a command by a few letters: every word typed must occur in it; what begins with it comes first.

/** Something the palette can do. */
export type Command = {
  /** Unique, usable in an element's id. */
  readonly key: string;
  readonly name: string;
  /** Everything it is found under, in both languages. */
  readonly found: string;
  /** What sort of thing it is, in small type. */
  readonly kind: string;
  readonly run: () => void;
};

const most = 50;

/** The commands that fit, the nearest first; all of them for nothing typed. */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands.slice(0, most);
  return commands
    .flatMap((command) => {
      const whole = `${command.name} ${command.found}`.toLowerCase();
      if (!words.every((word) => whole.includes(word))) return [];
      const nearness = words.filter((word) => whole.split(/\s+/).some((part) => part.startsWith(word))).length;
      return [{ command, nearness }];
    })
    .toSorted((one, other) => other.nearness - one.nearness)
    .map(({ command }) => command)
    .slice(0, most);
}
