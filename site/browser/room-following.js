// The room's page, third part: how it stands, the connection, ending. Lines and state come by server-sent events, or by
// asking where those do not get through; a page that wakes up asks at once.
(() => {
  'use strict';
  const page = window.xindengRoom;
  if (!page) return;
  const { room, at, words, list, field, root, over, fill, count, make, show, put, post, within } = page;
  const { atBottom, toBottom, seen, addLine, marks, signSoon } = page;

  // ---- how it stands ----

  const waitWords = (now) => {
    if (now.asked) return [words.asked, words.soon, ''];
    const kept = fill(words.kept, { n: now.keptMinutes });
    if (now.nobodyOnDuty) return [words.nobody, words.nobodyMore, kept];
    if (now.acceptedAt) return [words.again, words.againMore, kept];
    const place = now.place || { position: 1, ahead: { risk: 0 } };
    const ahead = place.position - 1;
    const urgent = place.ahead.risk > 0 ? fill(words.urgentFirst, { n: count(place.ahead.risk) }) : '';
    const range = now.wait
      ? fill(now.wait.fromMinutes === now.wait.toMinutes ? words.waitOne : words.waitRange, {
          from: now.wait.fromMinutes,
          to: now.wait.toMinutes,
        })
      : words.waitUnknown;
    const gap = urgent && root.lang === 'en' ? ' ' : '';
    return [ahead === 0 ? words.next : fill(words.ahead, { n: count(ahead) }), urgent + gap + range, kept];
  };

  const tick = () => {
    if (!page.state || page.status !== 'talking' || !page.state.acceptedAt) return;
    const minutes = Math.max(0, Math.floor((Date.now() + page.offset - Date.parse(page.state.acceptedAt)) / 60000));
    put(
      at('clock'),
      fill(minutes > page.state.talkMinutes ? words.over : words.talked, { n: minutes, talk: page.state.talkMinutes }),
    );
  };
  setInterval(tick, 10000);

  const showHead = (now, talking) => {
    at('who').className = 'standing ' + (talking ? 'lit' : 'dark');
    const named = now.counsellor ? now.counsellor.name : words.counsellor;
    const english = root.lang === 'en';
    const name = english ? named.replace(/^咨询员/, words.counsellor) : named;
    const more = now.supervisorHere ? (english ? ', ' : '，') + words.supervisorHere : '';
    put(at('who-words'), over() ? words.ended : talking ? fill(words.with, { name }) + more : words.waiting);
    if (!talking) put(at('clock'), now.line.name);
    put(at('end'), talking ? words.end : words.giveUp);
    const hint = talking ? words.hint : words.hintWaiting;
    if (field.placeholder === hint) return;
    field.placeholder = hint;
    page.grow();
  };
  const showWaiting = (now) => {
    const waiting = page.status === 'waiting';
    show(at('waiting'), waiting);
    show(at('wait-others'), now.nobodyOnDuty);
    at('waiting').classList.toggle('unlit', now.nobodyOnDuty);
    if (!waiting) return;
    const [headline, told, kept] = waitWords(now);
    put(at('wait-head'), headline);
    put(at('wait-told'), told);
    put(at('wait-kept'), kept);
  };

  const apply = (now) => {
    const stick = atBottom();
    const before = page.status;
    page.state = now;
    page.status = now.status;
    page.offset = Date.parse(now.now) - Date.now();
    room.dataset.status = now.status;
    showHead(now, now.status === 'talking');
    showWaiting(now);
    show(at('typing'), now.typing);
    tick();
    marks();
    if (before !== now.status) changed();
    if (stick) toBottom();
  };

  const changed = () => {
    const ask = at('asking');
    if (ask) ask.remove();
    if (!over()) return;
    stopFollowing();
    if (page.leaving) return;
    // Whoever still writes keeps what is written; for everybody else the next page comes by itself.
    if (field.value.trim() === '' && page.pending.length === 0 && page.status !== 'ended') return go();
    show(at('over'), true);
    show(at('over-more'), field.value.trim() !== '');
    show(at('end'), false);
    at('send').disabled = true;
  };
  // Quick exit goes to its own place, and nothing here may come between.
  const go = () => {
    if (root.classList.contains('leaving')) return;
    page.leaving = true;
    location.replace(room.dataset.here);
  };
  const gone = () => {
    stopFollowing();
    banner(words.gone);
    if (field.value.trim() === '' && page.pending.length === 0) go();
  };

  // ---- the connection ----

  let source = null;
  let reopening = 0;
  let waitingFor = 2000;
  let heard = Date.now();
  let lostSince = 0;
  let quiet = 0;

  const banner = (text, passing) => {
    const box = at('banner');
    put(box, text);
    show(box, text !== '');
    clearTimeout(quiet);
    if (passing) quiet = setTimeout(() => banner(''), 3000);
  };
  const alive = () => {
    heard = Date.now();
    lostSince = 0;
    if (!page.failing && at('banner').textContent === words.lost) banner(words.back, true);
    waitingFor = 2000;
    if (page.pending.length > 0) page.pump();
  };
  const lost = () => {
    if (over() || page.leaving) return;
    if (!lostSince) lostSince = Date.now();
    setTimeout(() => {
      if ((lostSince || page.failing) && !over() && !page.leaving) banner(words.lost);
    }, 2500);
  };
  const stopFollowing = () => {
    clearTimeout(reopening);
    if (source) source.close();
    source = null;
  };
  const follow = () => {
    stopFollowing();
    if (over() || page.leaving) return;
    const mine = new EventSource('/api/chat/stream?after=' + page.last);
    source = mine;
    mine.addEventListener('open', alive);
    mine.addEventListener('line', (event) => {
      alive();
      addLine(JSON.parse(event.data));
    });
    mine.addEventListener('state', (event) => {
      alive();
      apply(JSON.parse(event.data));
    });
    mine.addEventListener('gone', gone);
    mine.addEventListener('error', () => {
      lost();
      if (mine.readyState !== 2) return;
      // Refused: perhaps the session has ended. Asking once tells.
      stopFollowing();
      reopening = setTimeout(() => ask().then(follow, follow), waitingFor);
      waitingFor = Math.min(15000, waitingFor * 2);
    });
  };

  /** Asks how it stands: where the stream is silent for long, or something acknowledged does not come. */
  const ask = () =>
    within(fetch('/api/chat/room?after=' + page.last, { credentials: 'same-origin' }), 8000).then((answer) => {
      if (answer.status === 401) return gone();
      if (!answer.ok) throw new Error('no answer');
      return answer.json().then((body) => {
        const missed = body.lines.length > 0;
        body.lines.forEach(addLine);
        alive();
        apply(body.state);
        return missed;
      });
    });
  const expect = (position) => {
    setTimeout(() => {
      if (page.last < position && !over()) ask().then(follow, lost);
    }, 5000);
  };
  setInterval(() => {
    if (document.hidden || over() || Date.now() - heard < 40000) return;
    ask().then((missed) => missed && follow(), lost);
  }, 15000);

  const wake = () => {
    if (document.hidden || over() || page.leaving) return;
    seen();
    ask().then(follow, () => {
      lost();
      follow();
    });
  };
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', wake);
  addEventListener('offline', lost);
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      page.leaving = false;
      wake();
    }
  });
  addEventListener('pagehide', () => {
    if (root.classList.contains('leaving')) return;
    if (page.status === 'waiting') post('/api/chat/away', null, true).catch(() => undefined);
    stopFollowing();
  });
  addEventListener('beforeunload', (event) => {
    if (page.leaving || root.classList.contains('leaving') || page.pending.length === 0) return;
    event.preventDefault();
    event.returnValue = '';
  });

  // ---- ending, asked for in place ----

  at('end').addEventListener('click', (event) => {
    event.preventDefault();
    if (at('asking')) return;
    const talking = page.status === 'talking';
    const box = make('div', 'asking');
    box.id = 'asking';
    const question = make('p', '', talking ? words.endAsk : words.giveUpAsk);
    question.id = 'asking-words';
    const yes = make('button', 'button small', talking ? words.endYes : words.giveUpYes);
    const no = make('button', 'button quiet small', talking ? words.endNo : words.giveUpNo);
    yes.type = no.type = 'button';
    yes.setAttribute('aria-describedby', 'asking-words');
    const row = make('p');
    row.appendChild(yes);
    row.appendChild(document.createTextNode(' '));
    row.appendChild(no);
    box.appendChild(question);
    box.appendChild(row);
    room.querySelector('.room-head').appendChild(box);
    no.focus();
    no.addEventListener('click', () => {
      box.remove();
      at('end').focus();
    });
    yes.addEventListener('click', () => {
      yes.disabled = true;
      page.leaving = true;
      post('/api/chat/end').then(
        () => location.replace(room.dataset.here),
        () => {
          page.leaving = false;
          yes.disabled = false;
          banner(words.lost);
        },
      );
    });
  });

  Object.assign(page, { expect, gone, alive, lost });
  field.value = field.defaultValue;
  page.grow();
  if (list.children.length > 0) toBottom();
  seen();
  signSoon();
  follow();
})();
