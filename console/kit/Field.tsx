// One question of a form: its label, a hint, the control, and what is wrong with the answer. What is wrong is said in
// strong ink with a mark and in words beside the field; colour alone never says it, and red never does.
import { type ReactNode, useId } from 'react';
import { kitWords } from './common-words.ts';
import type { Failure } from './failure.ts';
import { AttentionMark } from './Marks.tsx';
import { useSay, useWords } from './words.ts';

/** What a control needs to belong to its label: spread it, `<Input {...bound} />`. */
export type Bound = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
};

type FieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it; nothing when left out. */
  readonly fault?: string | undefined;
  readonly required?: boolean;
  /** Marks a question that may be left open. */
  readonly optional?: boolean;
  readonly children: (bound: Bound) => ReactNode;
};

/** `<Field label={…}>{(bound) => <Input {...bound} … />}</Field>` */
export function Field({ label, hint, fault, required = false, optional = false, children }: FieldProps): ReactNode {
  const words = useWords(kitWords);
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-fault`];
  return (
    <div className={fault === undefined ? 'field' : 'field faulty'}>
      <label htmlFor={id}>
        {label}
        {optional ? <span className="quiet"> {words.optional}</span> : null}
      </label>
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described.filter(Boolean).join(' ') || undefined,
        'aria-invalid': fault !== undefined,
        'aria-required': required,
      })}
      {fault === undefined ? null : (
        <p className="fault" id={`${id}-fault`}>
          <AttentionMark />
          <span>{fault}</span>
        </p>
      )}
    </div>
  );
}

/** What the server found wrong with a field, by its name in the API; for `fault`. */
export function useFieldFaults(failure: Failure | null): (field: string) => string | undefined {
  const say = useSay();
  return (field) => {
    const found = failure?.fields.find((one) => one.field === field || one.field === `body.${field}`);
    return found === undefined ? undefined : say(found.message);
  };
}
