// The room's page in the browser, first part: its lines, where the reader is, the small signs. Made for the browser
// inside WeChat on an old phone: no modules, nothing newer than 2018. Served as one file with room-saying.js and
// room-following.js; what the three share is window.xindengRoom.
(() => {
  'use strict';
  const room = document.getElementById('room');
  if (room === null || !window.fetch || !window.EventSource || !window.Promise) return;
  const at = (id) => document.getElementById(id);
  const words = JSON.parse(at('room-words').textContent);
  const list = at('lines');
  const field = at('words');
  const newer = at('newer');
  const root = document.documentElement;
  const base = document.title;
  root.classList.add('live');
  room.classList.add('live');

  /** What all parts know: the last position shown and read, how it stands, what is not acknowledged yet. */
  const page = {
    last: Number(room.dataset.last),
    readUpTo: Number(room.dataset.last),
    status: room.dataset.status,
    state: null,
    offset: 0,
    unread: 0,
    leaving: false,
    pending: [],
  };
  window.xindengRoom = page;
  const over = () => page.status !== 'waiting' && page.status !== 'talking';

  const fill = (template, values) =>
    template.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  const count = (n) => words.counted[n - 1] || fill(words.many, { n });
  const make = (tag, kind, text) => {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const show = (element, shown) => {
    if (element) element.hidden = !shown;
  };
  const put = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const newId = () => {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    const hex = Array.from(b, (x) => (x + 256).toString(16).slice(1)).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };
  const post = (path, body, keepalive) => {
    const asking = { method: 'POST', credentials: 'same-origin', keepalive: !!keepalive };
    if (body) {
      asking.headers = { 'content-type': 'application/json' };
      asking.body = JSON.stringify(body);
    }
    return within(fetch(path, asking), 12000);
  };
  const within = (promise, ms) =>
    Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error('slow')), ms))]);

  // ---- where the reader is ----

  const atBottom = () => window.innerHeight + window.pageYOffset >= root.scrollHeight - 120;
  const toBottom = () => window.scrollTo(0, root.scrollHeight);
  const seen = () => {
    if (document.hidden || !atBottom()) return;
    page.unread = 0;
    document.title = base;
    show(newer, false);
    if (page.last > page.readUpTo) {
      page.readUpTo = page.last;
      signSoon();
    }
  };
  newer.addEventListener('click', () => {
    toBottom();
    seen();
  });
  addEventListener('scroll', seen, { passive: true });

  // ---- lines ----

  const ZONE = 8 * 3600000;
  const there = (iso) => new Date(Date.parse(iso) + ZONE);
  const clock = (iso) => there(iso).getUTCHours() + there(iso).toISOString().slice(13, 16);
  const dayOf = (iso) => {
    const day = there(iso);
    const values = { month: day.getUTCMonth() + 1, day: day.getUTCDate(), weekday: words.weekdays[day.getUTCDay()] };
    return fill(words.day, values);
  };
  const callable = /12355|12356|12320|110|119|120|400-?\d{3}-?\d{4}|0\d{2,3}-?\d{7,8}|1[3-9]\d{9}/;
  const withNumbers = (element, text) => {
    // Whole runs of figures are looked at, so that no number is found inside another one.
    text.split(/(\d[\d-]*\d)/).forEach((part) => {
      const found = callable.exec(part);
      if (found !== null && found[0] === part) {
        const call = make('a', '', part);
        call.href = 'tel:' + part.replace(/-/g, '');
        element.appendChild(call);
      } else if (part) element.appendChild(document.createTextNode(part));
    });
  };

  const nameOf = (author) =>
    author === 'me' ? words.me : author === 'supervisor' ? words.supervisor : words.counsellor;
  const lineItem = (line) => {
    const time = make('span', 'at', clock(line.at));
    if (line.word) {
      const item = make('li', 'word', (words.lines[line.word] || '') + ' ');
      item.appendChild(time);
      return item;
    }
    const mine = line.author === 'me';
    const item = make('li', mine ? 'mine' : 'theirs ' + line.author);
    item.appendChild(make('span', 'who', nameOf(line.author)));
    const said = make('p', line.text === null ? 'said gone' : 'said');
    if (line.text === null) said.textContent = words.forgotten;
    else if (mine) said.textContent = line.text;
    else withNumbers(said, line.text);
    item.appendChild(said);
    const under = make('span', 'under');
    under.appendChild(time);
    item.appendChild(under);
    return item;
  };

  /** Puts a line where its position says; what is not acknowledged yet stays below. */
  const place = (item, position, iso) => {
    item.dataset.position = position;
    let before = list.querySelector('li.pending');
    for (
      let one = before ? before.previousElementSibling : list.lastElementChild;
      one;
      one = one.previousElementSibling
    ) {
      if (one.dataset.position && Number(one.dataset.position) < position) break;
      before = one;
    }
    const day = dayOf(iso);
    const days = list.querySelectorAll('li.day');
    const lastDay = days.length > 0 ? days[days.length - 1].dataset.day : '';
    if (day !== lastDay && !list.querySelector('li.day[data-day="' + day + '"]')) {
      const separator = make('li', 'day', day);
      separator.dataset.day = day;
      list.insertBefore(separator, before);
    }
    list.insertBefore(item, before);
  };

  const known = (position) => list.querySelector('li[data-position="' + position + '"]');

  const addLine = (line) => {
    if (line.position > page.last) page.last = line.position;
    if (known(line.position)) return;
    const stick = atBottom();
    const own = line.id ? page.pending.find((one) => one.id === line.id) : undefined;
    if (own) page.settle(own, line.position, line.at);
    else {
      place(lineItem(line), line.position, line.at);
      if (line.author !== 'me') hear(line);
    }
    marks();
    if (stick) toBottom();
    else if (line.author !== 'me' && line.text) {
      newer.textContent = words.newer;
      show(newer, true);
    }
    seen();
    signSoon();
  };

  const hear = (line) => {
    const text = line.word
      ? words.lines[line.word]
      : fill(words.says, { who: nameOf(line.author), text: line.text || '' });
    at('announce').textContent = text;
    if (document.hidden && line.text) {
      page.unread += 1;
      document.title = '(' + page.unread + ') ' + base;
    }
  };

  /** Only the last own line tells how far it has come. */
  const marks = () => {
    const mine = list.querySelectorAll('li.mine[data-position]');
    list.querySelectorAll('li.mine[data-position] .mark-word').forEach((mark) => mark.remove());
    const item = mine[mine.length - 1];
    if (!item) return;
    const position = Number(item.dataset.position);
    const theirs = page.state ? page.state.theirs : { delivered: 0, read: 0 };
    const word = position <= theirs.read ? words.read : position <= theirs.delivered ? words.delivered : words.sent;
    item.querySelector('.under').appendChild(make('span', 'mark-word', word));
  };

  // ---- small signs ----

  let typed = false;
  let typedAt = 0;
  let stopTyping = 0;
  let signing = 0;
  let signed = '';
  const typing = (now) => {
    clearTimeout(stopTyping);
    if (now) stopTyping = setTimeout(() => typing(false), 5000);
    if (typed === now && !(now && Date.now() - typedAt > 3500)) return;
    typed = now;
    typedAt = Date.now();
    signed = '';
    signSoon();
  };
  field.addEventListener('input', () => {
    page.grow();
    typing(field.value.trim() !== '');
  });
  const signSoon = () => {
    if (signing) return;
    signing = setTimeout(() => {
      signing = 0;
      const sign = { delivered: page.last, read: page.readUpTo, typing: typed };
      if (JSON.stringify(sign) === signed || over()) return;
      signed = JSON.stringify(sign);
      post('/api/chat/signs', sign).catch(() => {
        signed = '';
      });
    }, 700);
  };

  const parts = { room, at, words, list, field, root, over, fill, count, make, show, put, newId, post, within };
  const more = { atBottom, toBottom, seen, clock, place, known, addLine, marks, typing, signSoon };
  Object.assign(page, parts, more);
})();
