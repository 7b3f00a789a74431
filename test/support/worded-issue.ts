import type { InputIssue } from '../../src/core/errors.js';
import { allowedText } from '../../src/tools/answer/issue-text.js';

/** An issue with what is allowed in words, as the caller reads it. */
export function wordedIssue(issue: InputIssue) {
  const { path, problem } = issue;
  const allowed = allowedText(issue);
  return { path, problem, ...(allowed !== undefined && { allowed }) };
}
