// The room's page, second part: what is written is sent until it is acknowledged, one after the other, so that the order
// holds. What is not sent yet lives in this page only and is stored nowhere.
(() => {
  'use strict';
  const page = window.xindengRoom;
  if (!page) return;
  const { at, words, list, field, fill, make, show, put, newId, post, clock, place, known, marks, toBottom, typing } =
    page;

  let sending = false;
  let retryIn = 1000;
  let retry = 0;

  const settle = (one, position, iso) => {
    const index = page.pending.indexOf(one);
    if (index >= 0) page.pending.splice(index, 1);
    one.item.classList.remove('pending', 'trying');
    one.item.querySelector('.at').textContent = clock(iso);
    const mark = one.item.querySelector('.mark-word');
    if (mark) mark.remove();
    if (known(position)) one.item.remove();
    else place(one.item, position, iso);
  };
  const markPending = (one, word, kind) => {
    let mark = one.item.querySelector('.mark-word');
    if (!mark) {
      mark = make('span', 'mark-word');
      one.item.querySelector('.under').appendChild(mark);
    }
    put(mark, word);
    one.item.classList.toggle('trying', kind === 'trying');
    one.item.classList.toggle('unsent', kind === 'unsent');
  };
  const giveBack = (one, word) => {
    const index = page.pending.indexOf(one);
    if (index >= 0) page.pending.splice(index, 1);
    markPending(one, word, 'unsent');
  };

  const pump = () => {
    clearTimeout(retry);
    retry = 0;
    const one = page.pending[0];
    if (sending || !one) return;
    sending = true;
    const onward = () => {
      sending = false;
      if (page.pending.length > 0 && !retry) pump();
    };
    post('/api/chat/messages', { id: one.id, text: one.text })
      .then((answer) =>
        answer.json().then(
          (body) => answered(one, answer, body),
          () => answered(one, answer, {}),
        ),
      )
      .catch(() => {
        page.failing = true;
        page.lost();
        later(one, words.retrying, retryIn);
      })
      .then(onward, onward);
  };
  const answered = (one, answer, body) => {
    page.failing = false;
    if (answer.ok) {
      retryIn = 1000;
      const now = new Date(Date.now() + page.offset).toISOString();
      if (page.pending.indexOf(one) >= 0) settle(one, body.position, now);
      marks();
      page.alive();
      page.expect(body.position);
    } else if (answer.status === 401) page.gone();
    else if (answer.status === 409) giveBack(one, words.notSent);
    else if (answer.status === 400 || answer.status === 413) giveBack(one, words.tooLong);
    else if (answer.status === 429) later(one, words.slowed, 1000 * (Number(answer.headers.get('retry-after')) || 1));
    else later(one, words.retrying, retryIn);
  };
  const later = (one, word, ms) => {
    markPending(one, word, 'trying');
    retryIn = Math.min(8000, retryIn * 2);
    clearTimeout(retry);
    retry = setTimeout(() => {
      retry = 0;
      pump();
    }, ms);
  };

  const say = () => {
    const text = field.value.trim();
    if (!text) return;
    const item = make('li', 'mine pending');
    item.appendChild(make('span', 'who', words.me));
    item.appendChild(make('p', 'said', text));
    const under = make('span', 'under');
    under.appendChild(make('span', 'at', clock(new Date(Date.now() + page.offset).toISOString())));
    item.appendChild(under);
    list.appendChild(item);
    const one = { id: newId(), text, item };
    markPending(one, words.sending, '');
    page.pending.push(one);
    field.value = '';
    grow();
    typing(false);
    toBottom();
    pump();
  };

  at('say').addEventListener('submit', (event) => {
    event.preventDefault();
    if (page.status === 'waiting' || page.status === 'talking') say();
    field.focus();
  });
  const fine = window.matchMedia && matchMedia('(pointer: fine)').matches;
  field.addEventListener('keydown', (event) => {
    // While characters are being put together from pinyin, Enter belongs to the input method.
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || (fine && !event.shiftKey)) {
      event.preventDefault();
      say();
    }
  });
  const grow = () => {
    field.style.height = 'auto';
    field.style.height = Math.min(field.scrollHeight + 2, 160) + 'px';
    const rest = Number(field.maxLength) - field.value.length;
    put(at('left'), rest < 300 ? fill(words.left, { n: rest }) : '');
    show(at('left'), rest < 300);
  };

  Object.assign(page, { pump, settle, grow });
})();
