// The publications that the numbers were copied from: who issued what, when, under which number, and what of it is
// no hotline at all. Rows keep the order of the document, which ranks nobody.
import type { Answer, Notice } from '../server/modules/directory/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { factList, link } from './elements.ts';
import { page } from './page.ts';
import type { NoticeDetail, NoticeRow } from './ports.ts';
import { addressOf, asWritten, type Reader, rowWords, waysOn } from './reader.ts';
import { dateWords } from './telling-time.ts';

/** The list of publications. */
export function noticesPage(reader: Reader, notices: readonly Notice[], allDay: Answer | null): Html {
  const { notices: words, titles } = reader.words;
  const body = html`<h1>${words.heading}</h1>
    <p class="lead">${words.lead}</p>
    <ul class="notices">
      ${notices.map(
        (notice) =>
          html`<li>
            ${noticeLink(reader, notice)}
            <p class="from">${briefly(reader, notice)}</p>
          </li>`,
      )}
    </ul>`;
  return page(reader, { title: titles.notices, path: '/notices', body, allDay });
}

function noticeLink(reader: Reader, notice: Notice): Html {
  return link(addressOf(reader.lang, `/notices/${notice.id}`), asWritten(reader, notice.title), 'name');
}

function briefly(reader: Reader, notice: Notice): string {
  const { notices: words, time } = reader.words;
  const parts = [
    notice.number,
    notice.date === null ? words.undated : dateWords(reader, notice.date),
    notice.round === null ? null : words.round(notice.round),
    words.lines(notice.lines),
  ];
  return parts.filter((part) => part !== null).join(time.list);
}

/** One publication with its rows. */
export function noticePage(reader: Reader, detail: NoticeDetail, allDay: Answer | null): Html {
  const { notices: words, titles, frame } = reader.words;
  const { notice, rows, notHotlines } = detail;
  const body = html`<p class="trail"><a href="${addressOf(reader.lang, '/notices')}">${frame.notices}</a></p>
    <h1 class="long">${asWritten(reader, notice.title)}</h1>
    ${noticeFacts(reader, notice)}
    <section>
      <h2>${words.listed}</h2>
      <p class="from">${words.order}</p>
      <ul class="rows">
        ${rows.map((row) => noticeRow(reader, row))}
      </ul>
    </section>
    ${
      notHotlines.length === 0
        ? ''
        : html`<details class="more">
            <summary>${words.notHotlines}</summary>
            <ul class="plain">
              ${notHotlines.map(
                ({ raw, why }) =>
                  html`<li>${asWritten(reader, raw)}<br /><span class="from">${asWritten(reader, why)}</span></li>`,
              )}
            </ul>
          </details>`
    }
    ${waysOn(reader, [['/notices', words.back]])}`;
  return page(reader, { title: titles.notices, path: `/notices/${notice.id}`, body, allDay });
}

function noticeFacts(reader: Reader, notice: Notice): Html {
  const { notices: words } = reader.words;
  return factList([
    [words.number, notice.number === null ? null : asWritten(reader, notice.number)],
    [words.issuers, notice.issuers.length === 0 ? null : asWritten(reader, notice.issuers.join('、'))],
    [words.date, notice.date === null ? words.undated : dateWords(reader, notice.date)],
    [words.contact, notice.contacts.length === 0 ? null : contactWords(reader, notice)],
  ]);
}

/** The issuing office, in plain text: nothing to tap, since it is no hotline. */
function contactWords(reader: Reader, notice: Notice): Html {
  const { notices: words, time } = reader.words;
  const said = notice.contacts.map(({ person, phone, fax, email }) =>
    [
      person,
      phone === undefined ? undefined : `${words.phone} ${phone}`,
      fax === undefined ? undefined : `${words.fax} ${fax}`,
      email === undefined ? undefined : `${words.email} ${email}`,
    ]
      .filter((part) => part !== undefined)
      .join(time.list),
  );
  return html`${said.join(time.semicolon)}<br /><span class="from">${words.contactNote}</span>`;
}

function noticeRow(reader: Reader, row: NoticeRow): Html {
  const { notices: words, time } = reader.words;
  const standing = {
    'in-service': words.inService,
    expired: words.over,
    'event-over': words.over,
    'not-yet-open': words.soon,
  }[row.service];
  const name = link(addressOf(reader.lang, `/lines/${row.id}`), asWritten(reader, row.name), 'name');
  return html`<li class="row">
    <div>
      ${name}
      <p class="from">${rowWords(reader, row.row)}${time.comma}${standing}</p>
    </div>
  </li>`;
}
