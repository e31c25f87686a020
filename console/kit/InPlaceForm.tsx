// A form that opens where the work is, never in a window over it. What it sends stands on its main button; Escape and
// the button beside that leave it. A failure is said on top, and what was typed stays.
import { Button } from 'antd';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { kitWords } from './common-words.ts';
import type { Failure } from './failure.ts';
import { FailureNote } from './FailureNote.tsx';
import { focusFault } from './focus-fault.ts';
import { useWords } from './words.ts';

type InPlaceFormProps = {
  /** Said to those who listen. */
  readonly label: string;
  /** On the button that sends it. */
  readonly done: string;
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** For forms that take a place of their own instead of standing between other things. */
  readonly wide?: boolean;
  readonly className?: string;
  /** When something is missing, mark the fields as faulty and send nothing: the first of them gets the focus. */
  readonly onSend: () => void;
  /** Escape, or the button that leaves. */
  readonly onLeave: () => void;
  /** On the button that leaves; 取消 when left out. */
  readonly leave?: string;
  /** More buttons after those two. */
  readonly more?: ReactNode;
  readonly children: ReactNode;
};

/** `<InPlaceForm label done busy={save.isPending} failure={save.error} onSend onLeave>{fields}</InPlaceForm>` */
export function InPlaceForm(props: InPlaceFormProps): ReactNode {
  const { label, done, busy, failure, wide = false, className, leave, onSend, onLeave, more, children } = props;
  const { cancel } = useWords(kitWords);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSend();
    focusFault(event.currentTarget);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    onLeave();
  };
  const classes = ['in-place', wide ? 'wide-form' : '', className ?? ''].filter(Boolean).join(' ');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves it, as the button does
    <form className={classes} aria-label={label} onSubmit={send} onKeyDown={onKeyDown} noValidate>
      {failure === null ? null : <FailureNote failure={failure} typed />}
      {children}
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={busy}>
          {done}
        </Button>
        <Button onClick={onLeave}>{leave ?? cancel}</Button>
        {more}
      </div>
    </form>
  );
}
