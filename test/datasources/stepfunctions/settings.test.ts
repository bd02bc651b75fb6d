import { describe, expect, it } from 'vitest';
import { faultsOf, load } from '../../config/config-file.ts';

const toFile = (settings: string, account = ', accountId: "123456789012"'): string =>
  `auth: { mode: none }\nsources:\n  - { name: flows, provider: stepfunctions, region: us-east-1${account}${settings} }\n`;
const machine =
  'the name of a state machine, 1 to 80 characters without blanks and : / < > { } [ ] ? * " # % \\ ^ | ~ $ & , ; `';
const list = 'a list of 1 to 100 names of state machines';
const account = 'the account id, text of 12 digits in quotes';
const names = (count: number): string => Array.from({ length: count }, (_, index) => `m${index}`).join(', ');

describe('the state machines of a Step Functions source', () => {
  it.each([
    `[${names(100)}]`,
    `[${'m'.repeat(80)}]`,
    `["${'🦠'.repeat(80)}"]`,
    '[orders, "Bestellungen-Ü", "a.(b)=c@!"]',
  ])('may be %s', (machines) => {
    expect(load(toFile(`, stateMachines: ${machines}`)).sources[0]).toHaveProperty('stateMachines');
  });

  it.each([
    ['[]', `sources[0].stateMachines must be ${list}, but got an empty list`],
    [`[${names(101)}]`, `sources[0].stateMachines must be ${list}, but got a list of 101`],
    ['[""]', `sources[0].stateMachines[0] must be ${machine}, but got empty text`],
    ['["a b"]', `sources[0].stateMachines[0] must be ${machine}, but got "a b"`],
    ['["orders/Each"]', `sources[0].stateMachines[0] must be ${machine}, but got "orders/Each"`],
    ['["a:b"]', `sources[0].stateMachines[0] must be ${machine}, but got "a:b"`],
    ['[7]', `sources[0].stateMachines[0] must be ${machine}, but got 7, which needs quotes to be text`],
  ])('may not be %s', (machines, fault) => {
    expect(faultsOf(toFile(`, stateMachines: ${machines}`))).toEqual([fault]);
  });

  it('need no word where all of the account are meant', () => {
    expect(load(toFile('')).sources[0]).not.toHaveProperty('stateMachines');
  });
});

describe('the account of a Step Functions source', () => {
  it.each([
    ['', `sources[0].accountId must be ${account}, but got nothing`],
    [
      ', accountId: 123456789012',
      `sources[0].accountId must be ${account}, but got 123456789012, which needs quotes to be text`,
    ],
    [', accountId: "12345678901"', `sources[0].accountId must be ${account}, but got "12345678901"`],
    [', accountId: "1234567890123"', `sources[0].accountId must be ${account}, but got "1234567890123"`],
  ])('may not be "%s"', (text, fault) => {
    expect(faultsOf(toFile('', text))).toEqual([fault]);
  });
});
