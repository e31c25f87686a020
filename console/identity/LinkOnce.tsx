// A link that lets its holder in, shown this once, and how to bring it to the right person.
import { Button, Input } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../kit/words.ts';
import { identityWords } from './shared-words.ts';

type LinkOnceProps = {
  readonly title: string;
  /** The complete address. */
  readonly link: string;
  /** How to pass it on, one step after another. */
  readonly steps: readonly string[];
  readonly onClose: () => void;
};

/** Takes the focus when it appears. */
export function LinkOnce({ title, link, steps, onClose }: LinkOnceProps): ReactNode {
  const { link: words } = useWords(identityWords);
  const heading = useRef<HTMLHeadingElement>(null);
  const [copied, setCopied] = useState<'not-yet' | 'yes' | 'failed'>('not-yet');
  useEffect(() => heading.current?.focus(), []);
  const copy = (): void =>
    void navigator.clipboard.writeText(link).then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    );
  return (
    <section className="in-place wide-form link-once" aria-labelledby="link-once">
      <h2 id="link-once" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p>
        <strong>{words.once}</strong>
      </p>
      <div className="one-line">
        <Input
          readOnly
          aria-label={title}
          className="link-text"
          value={link}
          onFocus={({ target }) => target.select()}
        />
        <Button type="primary" onClick={copy}>
          {copied === 'yes' ? words.copied : words.copy}
        </Button>
      </div>
      <p role="status" className="quiet">
        {copied === 'yes' ? words.copied : copied === 'failed' ? words.copyFailed : ''}
      </p>
      <h3>{words.passOn}</h3>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="form-actions">
        <Button onClick={onClose}>{words.done}</Button>
      </div>
    </section>
  );
}
