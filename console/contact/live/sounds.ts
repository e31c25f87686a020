// Soft sounds, made here and not fetched: somebody is there, somebody wrote, somebody is in danger. Each is told from
// the others with closed eyes. They can be switched off on this device.
import { keep, keptText } from '../../kit/preferences.ts';
import { watched } from '../../kit/store.ts';

/** Tones one after the other: frequency in hertz, begin and length in seconds, loudness from 0 to 1. */
type Tone = readonly [hertz: number, at: number, long: number, loud: number];

const sounds = {
  offer: [
    [523, 0, 0.5, 0.12],
    [784, 0.18, 0.8, 0.12],
  ],
  said: [[392, 0, 0.22, 0.06]],
  alarm: [
    [659, 0, 0.35, 0.2],
    [494, 0.3, 0.35, 0.2],
    [659, 0.6, 0.35, 0.2],
    [494, 0.9, 0.6, 0.2],
  ],
} as const satisfies Readonly<Record<string, readonly Tone[]>>;

export type Sound = keyof typeof sounds;

/** Whether the desk may be heard. */
export const heard = watched<'on' | 'off'>(keptText('desk-sound') === 'off' ? 'off' : 'on');
heard.watch(() => keep('desk-sound', heard.get()));

let audio: AudioContext | undefined;

/** Browsers are silent until somebody has touched the page; the first touch opens the way. */
export function readySounds(): void {
  const ready = (): void => {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') void audio.resume();
  };
  for (const touch of ['pointerdown', 'keydown']) addEventListener(touch, ready, { once: true, capture: true });
}

/** Plays it, where it may be heard. An alarm is always heard. */
export function play(sound: Sound): void {
  if ((heard.get() === 'off' && sound !== 'alarm') || audio === undefined || audio.state !== 'running') return;
  for (const [hertz, at, long, loud] of sounds[sound]) sing(audio, [hertz, audio.currentTime + at, long, loud]);
}

function sing(on: AudioContext, [hertz, at, long, loud]: Tone): void {
  const tone = on.createOscillator();
  const volume = on.createGain();
  tone.type = 'sine';
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loud, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + long);
  tone.connect(volume).connect(on.destination);
  tone.start(at);
  tone.stop(at + long + 0.05);
}
