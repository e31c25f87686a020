// What a sign-in system needs before it is saved, and how its domains are read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, domainsIn, emptyDraft, faultsOf } from './view.ts';

const draft = {
  ...emptyDraft,
  name: '河东大学统一身份认证',
  issuer: 'https://id.hedong.example',
  clientId: 'xindeng',
  domains: '@Hedong.example，mail.hedong.example',
};

test('domains may stand in any way; an @ before them is no part of them', () => {
  assert.deepEqual(domainsIn(draft.domains), ['hedong.example', 'mail.hedong.example']);
  assert.deepEqual(bodyOf(draft).emailDomains, ['hedong.example', 'mail.hedong.example']);
});

test('a new one needs its secret, a known one keeps it', () => {
  assert.deepEqual(faultsOf(draft, true), { clientSecret: 'missing' });
  assert.deepEqual(faultsOf(draft, false), {});
});

test('an address without https and a domain without a dot are told', () => {
  assert.deepEqual(faultsOf({ ...draft, issuer: 'http://id.hedong.example', domains: 'hedong' }, false), {
    issuer: 'notUrl',
    domains: 'badDomain',
  });
});
