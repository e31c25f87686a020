import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { html, type Html, type Insert, jsonScript, raw } from './html.ts';

const attack = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;\``;

/** Every element with its attribute names, in document order. */
function skeleton(markup: string): string[] {
  const found: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) found.push(`${node.tagName} ${node.attrs.map((a) => a.name).join(' ')}`);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(markup));
  return found;
}

/** The value of the first attribute called `name`. */
function attribute(markup: string, name: string): string | undefined {
  let value: string | undefined;
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('attrs' in node) value ??= node.attrs.find((a) => a.name === name)?.value;
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(markup));
  return value;
}

describe('what is refused', () => {
  // `page`, not `html`: the formatter would mend the first two.
  const page = html;
  const unsafe: readonly [string, (text: Insert) => Html][] = [
    ['an attribute without quotes', (x) => page`<a class=${x}>a</a>`],
    ['the rest of an attribute without quotes', (x) => page`<a class=a${x}>a</a>`],
    ['the name of an element', (x) => page`<${x}>a</a>`],
    ['the name of a closing element', (x) => page`<a>a</${x}>`],
    ['a comment', (x) => page`<!-- ${x} -->`],
    ['text within a tag', (x) => page`<a ${x}>a</a>`],
    ['text in a script', (x) => page`<script>let a = ${x};</script>`],
    ['text in a style', (x) => page`<style>a { color: ${x}; }</style>`],
    ['text in an event attribute', (x) => page`<a onclick="go(${x})">a</a>`],
    ['text in a style attribute', (x) => page`<a style="color: ${x}">a</a>`],
  ];
  for (const [place, template] of unsafe)
    test(`a template never takes ${place}`, () => {
      assert.throws(() => template('x'), TypeError);
    });

  for (const value of [{}, () => 'x', Symbol('x'), new Date(0), new Map()])
    test(`a template never takes ${Object.prototype.toString.call(value)}`, () => {
      // @ts-expect-error: none of these is text, a number or markup
      assert.throws(() => html`<p>${value}</p>`, TypeError);
    });

  test('raw markup takes constants only', () => {
    // @ts-expect-error: a string that is not a template of ours
    assert.throws(() => raw(['<b>', '</b>'], 'x'), TypeError);
  });
});

describe('script stays text wherever a person may have put it', () => {
  const single = html;
  const places: readonly [string, (text: string) => Html][] = [
    ['content', (x) => html`<p>${x}</p>`],
    ['a title', (x) => html`<title>${x}</title>`],
    ['a text area', (x) => html`<textarea>${x}</textarea>`],
    [
      'a list',
      (x) =>
        html`<ul>
          ${[x, [x]]}
        </ul>`,
    ],
    ['an attribute in double quotes', (x) => html`<p title="${x}">a</p>`],
    ['an attribute in single quotes', (x) => single`<p title='${x}'>a</p>`],
    ['an address', (x) => html`<a href="${x}">a</a>`],
    ['the end of an address', (x) => html`<a href="/lines?q=${x}">a</a>`],
    [
      'linked data',
      (x) =>
        html`<script type="application/ld+json">
          ${jsonScript({ [x]: x })}
        </script>`,
    ],
    ['a nested template', (x) => html`<div>${html`<p title="${x}">${x}</p>`}</div>`],
  ];
  for (const [place, template] of places)
    test(`script in ${place}`, () => {
      assert.deepEqual(skeleton(template(attack).toString()), skeleton(template('a').toString()));
    });

  const pieces = `< > " ' \` = / & script !-- --> ]]> on a \\ &#60; javascript: </title> </textarea>`
    .split(' ')
    .concat(' ', '\n', '\0');

  test('whatever is inserted, the page has the elements and attributes of its template and no others', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
    );
    const page = (x: string, y: string): string =>
      html`<!doctype html>
        <html lang="zh">
          <head>
            <title>${x}</title>
          </head>
          <body data-x="${x}${y}">
            <a href="${y}" title="${x}">${y}</a>
            <form action="/${x}"><textarea name="q">a${y}</textarea><input value="${x}" /></form>
            <script type="application/ld+json">
              ${jsonScript({ x, y: [y] })}
            </script>
            <ul>
              ${[x, y].map((text) => html`<li class="a ${text}">${text}</li>`)}
            </ul>
          </body>
        </html>`.toString();
    const expected = skeleton(page('a', 'b'));
    fc.assert(
      fc.property(hostile, hostile, (x, y) => assert.deepEqual(skeleton(page(x, y)), expected)),
      { numRuns: 500 },
    );
  });

  test('text comes out as it went in', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((s) => !/[\r\0]/.test(s));
    fc.assert(fc.property(text, (x) => assert.equal(attribute(html`<p title="${x}">a</p>`.toString(), 'title'), x)));
  });

  test('linked data comes out as it went in, without a character that ends a script or a line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = jsonScript(value).toString();
        assert.doesNotMatch(text, /[<>&\u2028\u2029]/);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('addresses', () => {
  const kept = [
    '/lines/s2-26',
    '#top',
    '?page=2',
    '',
    'https://a.example/b',
    'tel:02785844666',
    'mailto:a@b.cn',
    'sms:110',
  ];
  for (const address of kept)
    test(`“${address}” is kept`, () => {
      assert.equal(attribute(html`<a href="${address}">a</a>`.toString(), 'href'), address);
    });

  const dead = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    'www.example.cn',
    'file:///etc/passwd',
  ];
  for (const address of dead)
    test(`“${address}” leads nowhere`, () => {
      assert.equal(attribute(html`<a href="${address}">a</a>`.toString(), 'href'), '#');
    });

  test('what follows a first slash cannot lead to another host', () => {
    assert.equal(attribute(html`<a href="/${'/evil.example'}">a</a>`.toString(), 'href'), '/evil.example');
  });
});

describe('what a template takes', () => {
  test('null, undefined, true and false leave nothing', () => {
    assert.equal(html`<p>${null}${undefined}${true}${false}</p>`.toString(), '<p></p>');
  });

  test('numbers are written, zero too', () => {
    assert.equal(html`<p>${0} ${12356} ${10n}</p>`.toString(), '<p>0 12356 10</p>');
  });

  test('lists are joined, nested ones too', () => {
    assert.equal(html`<p>${['a', [html`<b>${1}</b>`, null], '&']}</p>`.toString(), '<p>a<b>1</b>&amp;</p>');
  });

  test('markup of ours may stand within a tag', () => {
    const item = (kind: string): string => html`<li ${kind === '' ? '' : html`class="${kind}"`}>a</li>`.toString();
    assert.equal(item('"'), '<li class="&quot;">a</li>');
    assert.equal(item(''), '<li >a</li>');
    const option = (chosen: boolean): string => html`<option ${chosen ? raw`selected` : null}>a</option>`.toString();
    assert.equal(option(true), '<option selected>a</option>');
    assert.equal(option(false), '<option >a</option>');
  });

  test('an address keeps its separators readable to the browser', () => {
    assert.equal(html`<a href="/find?a=1&amp;b=${'x&y'}">a</a>`.toString(), '<a href="/find?a=1&amp;b=x&amp;y">a</a>');
  });
});
