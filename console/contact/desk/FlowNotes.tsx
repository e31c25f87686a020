// The five steps of a call with a prompt for each, and the notes beneath (S3-18, S3-29).
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { ContactId } from '../../../server/modules/contact/contract.ts';
import { FlowStep } from '../../../server/modules/contact/desk/contract.ts';
import { useWatched } from '../../kit/store.ts';
import { useWords } from '../../kit/words.ts';
import { notesOf, save, settleConflict, writeNotes } from './notes-store.ts';
import { deskWords } from './words.ts';

export function FlowNotes({ contact }: { readonly contact: ContactId }): ReactNode {
  const { flow, notes: words } = useWords(deskWords);
  const notes = useWatched(notesOf(contact));
  useEffect(() => () => void save(contact), [contact]);
  const state = notes.saved === 'reading' || notes.saved === 'conflict' ? null : stateWords(notes.saved, words);
  return (
    <>
      <div className="flow" role="group" aria-label={flow.label}>
        <ol>
          {FlowStep.options.map((step, at) => (
            <li key={step} data-on={notes.step === step}>
              <button
                type="button"
                aria-pressed={notes.step === step}
                onClick={() => writeNotes(contact, { step: notes.step === step ? null : step })}
              >
                <i aria-hidden="true">{at + 1}</i>
                {flow.steps[step]}
              </button>
            </li>
          ))}
        </ol>
        {notes.step === null ? null : <p className="flow-prompt">{flow.prompts[notes.step]}</p>}
      </div>
      <div className="notes">
        <label htmlFor={`notes-${contact}`}>{words.label}</label>
        <span className="quiet notes-state" role="status">
          {state}
        </span>
        <textarea
          id={`notes-${contact}`}
          className="notes-box"
          placeholder={words.placeholder}
          maxLength={20_000}
          disabled={notes.saved === 'reading'}
          value={notes.text}
          onChange={(event) => writeNotes(contact, { text: event.target.value })}
          onBlur={() => void save(contact)}
        />
        {notes.saved === 'conflict' && notes.theirs !== null ? (
          <div className="note notes-conflict" role="alert">
            <div>
              <p className="note-lead">{words.conflict}</p>
              <p className="quiet">{words.theirs}</p>
              <p className="as-written">{notes.theirs.text}</p>
              <Button size="small" onClick={() => settleConflict(contact, 'mine')}>
                {words.keepMine}
              </Button>{' '}
              <Button size="small" onClick={() => settleConflict(contact, 'theirs')}>
                {words.takeTheirs}
              </Button>
            </div>
          </div>
        ) : null}
      </div>
    </>
  );
}

type Saved = 'saved' | 'unsaved' | 'saving' | 'failed';
type SavedWords = { readonly saved: string; readonly saving: string; readonly unsaved: string };

const stateWords = (saved: Saved, words: SavedWords): string =>
  saved === 'saved' ? words.saved : saved === 'failed' ? words.unsaved : words.saving;
