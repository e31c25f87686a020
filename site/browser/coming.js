// The small sum that keeps machines out when many come from one network at once: find an answer so that SHA-256 of
// challenge and answer begins with enough zero bits. It is worked out while the page is read, a moment at a time.
(() => {
  'use strict';
  const forms = document.querySelectorAll('form[data-challenge]');
  document.documentElement.classList.add('live');
  if (forms.length === 0) return;

  // The constants of SHA-256: fractions of roots of the first primes.
  const K = [];
  const H = [];
  for (let n = 2; K.length < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
    if (H.length < 8) H.push(fraction(Math.pow(n, 1 / 2)));
    K.push(fraction(Math.pow(n, 1 / 3)));
  }

  const W = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  /** One block of 64 bytes, from `at`, into the eight words of `state`. */
  const block = (state, bytes, at) => {
    for (let i = 0; i < 16; i++) {
      const j = at + 4 * i;
      W[i] = (bytes[j] << 24) | (bytes[j + 1] << 16) | (bytes[j + 2] << 8) | bytes[j + 3];
    }
    for (let i = 16; i < 64; i++) {
      const x = W[i - 15];
      const y = W[i - 2];
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    const sum = [a, b, c, d, e, f, g, h];
    for (let i = 0; i < 8; i++) state[i] = (state[i] + sum[i]) | 0;
  };

  /** Tries answers from `from` on; the whole blocks of the challenge are worked out once. */
  const trying = (challenge, bits) => {
    const whole = challenge.length - (challenge.length % 64);
    const head = H.slice();
    const bytes = new Uint8Array(whole + 128);
    for (let i = 0; i < challenge.length; i++) bytes[i] = challenge.charCodeAt(i);
    for (let at = 0; at < whole; at += 64) block(head, bytes, at);
    return (number) => {
      const answer = number.toString(36);
      let end = challenge.length;
      for (let i = 0; i < answer.length; i++) bytes[end++] = answer.charCodeAt(i);
      const last = end - whole < 56 ? whole + 64 : whole + 128;
      bytes.fill(0, end, last);
      bytes[end] = 128;
      const length = end * 8;
      bytes[last - 2] = length >>> 8;
      bytes[last - 1] = length & 255;
      const state = head.slice();
      for (let at = whole; at < last; at += 64) block(state, bytes, at);
      return state[0] >>> (32 - bits) === 0 ? answer : null;
    };
  };

  const work = (form) => {
    const bits = Number(form.dataset.bits);
    const attempt = trying(form.dataset.challenge, bits);
    const field = form.querySelector('input[name=answer]');
    const progress = form.querySelector('progress');
    const solving = form.classList.contains('solving');
    let pressed = null;
    let number = 0;
    const step = () => {
      const until = Date.now() + 40;
      while (Date.now() < until)
        for (let i = 0; i < 200; i++) {
          const answer = attempt(number++);
          if (answer !== null) return done(answer);
        }
      // So far along as one usually is: it never stands still and never claims to be done.
      if (progress) progress.value = 100 * (1 - Math.exp(-number / Math.pow(2, bits)));
      setTimeout(step, 0);
    };
    const done = (answer) => {
      field.value = answer;
      if (progress) progress.value = 100;
      if (pressed !== null && pressed.name) {
        const chosen = document.createElement('input');
        chosen.type = 'hidden';
        chosen.name = pressed.name;
        chosen.value = pressed.value;
        form.appendChild(chosen);
      }
      if (solving || pressed !== null) form.submit();
    };
    form.addEventListener('click', (event) => {
      const button = event.target.closest('button[type=submit]');
      if (button === null || field.value !== '') return;
      event.preventDefault();
      pressed = button;
      button.setAttribute('aria-busy', 'true');
    });
    setTimeout(step, 0);
  };
  forms.forEach(work);
})();
