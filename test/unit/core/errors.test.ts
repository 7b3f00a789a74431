import { expect, it } from 'vitest';
import { NetworkError } from '../../../src/core/errors.js';
import { withEarlierAttempt } from '../../../src/http/policies/recovery.js';
import { presentableError } from '../../../src/http/redact.js';
import { refusal } from '../../support/endpoint-fixture.js';

it('copies an answer of the vendor with other facts, and keeps it as the cause', () => {
  const answer = refusal({ code: 91403, reason: 'Forbidden', hint: 'Ask.' });
  const copy = answer.with({ hint: 'Ask the owner.' });
  expect(copy.facts).toEqual({ ...answer.facts, hint: 'Ask the owner.' });
  expect(copy).toMatchObject({ message: answer.message, cause: answer });
  expect(answer.facts.hint).toBe('Ask.');
});

it('copies a broken connection with other facts, and keeps it as the cause', () => {
  const lost = new NetworkError('lost', 'body', true, { nonRetryable: true });
  const copy = lost.with({ message: 'lost on the way', mayHaveBeenSent: false, hint: 'Wait.' });
  expect(copy).toMatchObject({
    message: 'lost on the way',
    phase: 'body',
    mayHaveBeenSent: false,
    facts: { nonRetryable: true, hint: 'Wait.' },
    cause: lost,
  });
});

it('is passed on by the policies with its cause', () => {
  const answer = refusal({ kind: 'not_found' });
  expect(withEarlierAttempt(answer)).toMatchObject({ cause: answer });
});

it('shows no secret in any cause', () => {
  const secret = 'very-secret';
  const first = refusal({ reason: `at first ${secret}` });
  const shown = presentableError(first.with({ reason: `then ${secret}` }), [secret]);
  expect(shown).toMatchObject({
    facts: { reason: 'then [redacted]' },
    cause: { facts: { reason: 'at first [redacted]' } },
  });
});
