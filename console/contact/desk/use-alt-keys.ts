// Keys of the desk that work while one types: with Alt, and by the place on the keyboard, since Alt makes other letters
// on some computers.
import { useEffect, useRef } from 'react';
import type { DeskState } from '../../../server/modules/contact/desk/state/contract.ts';
import { gate } from '../../kit/gate.ts';
import { openTab } from './Beside.tsx';
import { openBeside, openContact, opened } from './desk-store.ts';
import { stepTo } from './view.ts';

/** The pane that a phone shows. */
export type Narrow = 'list' | 'opened' | 'beside';

type Showing = { readonly wide: boolean; readonly onShow: (narrow: Narrow) => void };

/** Listens as long as the desk is there. */
export function useAltKeys(state: DeskState, showing: Showing): void {
  const latest = useRef({ state, showing });
  latest.current = { state, showing };
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || gate.get() !== 'open') return;
      if (!perform(event.code, latest.current.state, latest.current.showing)) return;
      event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

/** True when the key meant something. */
function perform(code: string, { contacts }: DeskState, { wide, onShow }: Showing): boolean {
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(code)?.[1];
  const step = { ArrowDown: 1, ArrowUp: -1 }[code];
  const target = digit !== undefined ? contacts[Number(digit) - 1] : undefined;
  const next = step === undefined ? target : stepTo(contacts, opened.get().first, step);
  if (next !== undefined) {
    openContact(next.id);
    onShow('opened');
    return focusOn('.conversation .composer-box');
  }
  const deed = deeds[code];
  if (deed === undefined) return false;
  return deed({ wide, onShow }, contacts);
}

type Deed = (showing: Showing, contacts: DeskState['contacts']) => boolean;

const deeds: Readonly<Record<string, Deed>> = {
  KeyJ: () => {
    const accept = document.querySelector<HTMLElement>('[data-accept]');
    accept?.click();
    return accept !== null;
  },
  KeyM: ({ onShow }) => {
    onShow('opened');
    return focusOn('.conversation .composer-box');
  },
  KeyN: ({ onShow }) => toTool('flow', '.notes-box', onShow),
  KeyR: ({ onShow }) => toTool('resources', '.resources-search', onShow),
  KeyU: ({ onShow }) => toTool('hand', '.hand-over button', onShow),
  KeyP: ({ wide }, contacts) => {
    const { first, second } = opened.get();
    const other = second === null && wide ? stepTo(contacts, first, 1) : undefined;
    openBeside(other?.id ?? null);
    return true;
  },
};

function toTool(tab: 'flow' | 'resources' | 'hand', place: string, onShow: (narrow: Narrow) => void): boolean {
  openTab.set(tab);
  onShow('beside');
  return focusOn(place);
}

/** After what has just been opened is drawn. */
function focusOn(selector: string): true {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true })),
  );
  return true;
}
