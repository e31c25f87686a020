// The entry of the desk. Schemas of contracts are read here without code made at run time, which the page forbids.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import '../../site/tokens.css';
import '../kit/kit.css';
import '../kit/work.css';
import '../sign-in/sign-in.css';
import './shell.css';
import { App } from './App.tsx';

config({ jitless: true });

const place = document.querySelector('#desk');
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
