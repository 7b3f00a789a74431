import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../../src/core/errors.js';
import { presentable, presentableError } from '../../../src/http/redact.js';
import { refusal } from '../../support/endpoint-fixture.js';

const tenant = 't-g1044ghJRUIJJ5ELPONJXLXIYDRPVFZPAT';
const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const secret = 'dskLLdkasdjlasdKK';

describe('presentable', () => {
  it.each([
    ['a tenant token', `token ${tenant} is invalid`],
    ['a user token', 'u-cjE9mhzMBDqBfp2bG0J9xaA56gUQ4hS refused'],
    ['an app token', 'a-6U1SbDiM6XIH2DcTCPyeub"'],
    ['a JSON web token', `got ${jwt}`],
    ['a whole header', `Authorization: Bearer ${jwt}`],
    ['a header with an opaque token', 'authorization: bearer abc123'],
    ['the app secret', `app_secret=${secret}&x=1`],
  ])('shows no part of %s', (_, text) => {
    const shown = presentable(text, [secret]);
    expect(shown).toContain('[redacted]');
    expect(shown).not.toMatch(/t-g1|u-cj|a-6U|eyJ|abc123|dskLL/);
  });

  it.each([
    'a t-shirt',
    'u-turn',
    'recuJcZyHe a-b',
    '3f1c8f5a-0d0c-4a53-9d1b-6f1f0a3c9a11',
    'bearer of news'.slice(0, 6),
  ])('leaves %j as it is', (text) => {
    expect(presentable(text, [secret, ''])).toBe(text);
  });

  it('leaves no half of a secret where a long text is cut', () => {
    const text = `${'x'.repeat(390)} ${secret} ${'y'.repeat(100)}`;
    expect(presentable(text, [secret])).not.toContain('dsk');
    expect(presentable(text, [secret]).length).toBeLessThanOrEqual(400);
  });
});

describe('presentableError', () => {
  it('redacts every text of a refusal and keeps the rest', () => {
    const error = refusal({
      code: 99991663,
      reason: `bad ${tenant}`,
      hint: `not ${secret}`,
      details: { message: tenant, field_violations: [{ field: 'x', description: jwt }], count: 2 },
    });
    const shown = presentableError(error, [secret]);
    expect(shown).toMatchObject({
      facts: {
        code: 99991663,
        reason: 'bad [redacted]',
        hint: 'not [redacted]',
        details: {
          message: '[redacted]',
          field_violations: [{ field: 'x', description: '[redacted]' }],
          count: 2,
        },
      },
    });
    expect(String(shown)).not.toContain(tenant);
  });

  it('redacts a network failure and keeps what it says about the request', () => {
    const error = new NetworkError(`lost ${tenant}`, 'body', true, {
      nonRetryable: true,
      hint: secret,
    });
    expect(presentableError(error, [secret])).toMatchObject({
      message: 'Lost [redacted]',
      phase: 'body',
      mayHaveBeenSent: true,
      facts: { nonRetryable: true, hint: '[redacted]' },
    });
  });
});
