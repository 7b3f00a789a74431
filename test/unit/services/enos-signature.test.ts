import { describe, expect, it } from 'vitest';
import { encrypt, sign } from '../../../src/services/enos/sign-in.js';

const common = {
  accessToken: 'xxxxaaaxxxx',
  appSecret: 'xxxappSecretxxx',
  timestamp: 1_572_574_909_697,
};
const threeKeys = 'k3=v3&k1=v1&k2=v2';

/** The body as the pages print it. */
const printed = (desc: string) => `{\n  "count": 20,\n  "page": 1,\n  "desc": "${desc}"\n}`;

const published = '59828328f6c1f9771015dc74e4929ae30f518a35a3d2353972c2ea46556fc981';

function signatureOf(query: string, body?: string): string {
  return sign({ ...common, query: new URLSearchParams(query), body });
}

describe('the signature of a call', () => {
  it.each([
    ['the body that the page publishes a digest for', threeKeys, printed('描述'), published],
    [
      'the body of the English page',
      threeKeys,
      printed('description'),
      'ad6dc6fc97f4290f3724e94eab38168d8613c41c3a4569b4b8b0efbce96a816c',
    ],
    [
      'a body without blanks',
      threeKeys,
      '{"count":20,"page":1,"desc":"描述"}',
      'c02645a4383aeadc6866e16aa6d26238166d91da5733ef2ee74253d030e69e75',
    ],
    [
      'an English body without blanks',
      threeKeys,
      '{"count":20,"page":1,"desc":"description"}',
      '41a6685e7d044aeb864bd6b24d90614117c638f2d94627ea5dfe5c24746850de',
    ],
    [
      'no body',
      'action=get&flowId=3377&userId=u1&orgId=o1',
      undefined,
      '418c0245ffd3e2bf01165282b89c465b4fbb27dd7c6ffbdd6411ee035f96d6e4',
    ],
    [
      'a trigger with parameters',
      'action=updateAndTrigger&userId=u1&orgId=o1',
      '{"flowId":3377,"triggerTime":1574385824000,"parameters":[{"key":"REPLACE","value":"ddee"}]}',
      '7c3347ed5a7909cc870ccacf4ce59e15a91a95c98b573a287820db73a85ed8bf',
    ],
  ])('agrees with what was computed for %s', (_, query, body, expected) => {
    expect(signatureOf(query, body)).toBe(expected);
  });

  it('is not what the English page prints: its digest belongs to the Chinese body', () => {
    expect(signatureOf(threeKeys, printed('description'))).not.toBe(published);
  });

  it('counts query values as they are, not as they are written in the address', () => {
    const signed = sign({ ...common, query: [['expression', '日报 a+b']] });
    expect(signatureOf('expression=%E6%97%A5%E6%8A%A5%20a%2Bb')).toBe(signed);
  });

  it('orders keys by their codes, capitals first, whatever a language thinks of them', () => {
    const ordered = sign({
      ...common,
      query: [
        ['Zulu1', ''],
        ['a2', ''],
      ],
    });
    expect(
      sign({
        ...common,
        query: [
          ['a2', ''],
          ['Zulu1', ''],
        ],
      }),
    ).toBe(ordered);
    expect(sign({ ...common, query: [], body: 'Zulu1a2' })).toBe(ordered);
  });
});

it('the proof for a token agrees with what was computed', () => {
  const appKey = '5acb82e7-a11e-4300-9164-c8b20b638e8b';
  expect(encrypt({ appKey, timestamp: common.timestamp, appSecret: common.appSecret })).toBe(
    '83e2f674e53f1a71943b6c5fc9bd0eb27864c83075af8b4bf528f3faa8c7ca38',
  );
});
