import { describe, expect, it } from 'vitest';
import { readingOf } from '../../../../../src/sandbox/feishu/bitable/formula/evaluation.js';
import { ruleTest } from '../../../../../src/sandbox/feishu/bitable/roles/record-rules.js';
import type {
  RecordRule,
  RuleCondition,
} from '../../../../../src/sandbox/feishu/bitable/roles/role-model.js';
import {
  addField,
  addRow,
  makeScope,
  matching,
  options,
  persons,
  text,
} from '../fixtures/scope.js';

const choices = {
  options: ['a', 'b', 'c'].map((id, color) => ({ id: `opt${id}`, name: id, color })),
};

/** Rows by their options: one choice, several, and a person in charge. */
function makeRows() {
  const scope = makeScope();
  const { table } = scope;
  addField(table, '名', 1);
  addField(table, '单选', 3, choices);
  addField(table, '多选', 4, choices);
  addField(table, '人员', 11);
  const add = (name: string, cells: Parameters<typeof addRow>[1], createdBy = 'ou_yuan') =>
    addRow(table, { 名: text(name), ...cells }, { createdBy });
  add('a', { 单选: options('opta'), 多选: options('opta') });
  add('ab', { 单选: options('optb'), 多选: options('optb', 'opta') });
  add('abc', { 单选: options('optc'), 多选: options('opta', 'optb', 'optc') });
  add('mine', { 人员: persons('ou_yuan', 'ou_fei') }, 'ou_fei');
  return scope;
}

type Part = Partial<RecordRule>;

function rule(part: Part): RecordRule {
  const none = { conditions: [], groups: [], displayVersion: 0, otherPerm: 0 } as const;
  return { conjunction: 'and', ...none, ...part };
}

function on(name: string, operator: RuleCondition['operator'], ...values: string[]): RuleCondition {
  return { fieldId: name && `fld${name}`, operator, values };
}

function shown(part: Part): string[] {
  const scope = makeRows();
  return matching(
    scope,
    ruleTest(rule(part), { ...readingOf(scope, 'open_id'), visitor: 'ou_fei' }),
  );
}

describe('a condition of a role', () => {
  it.each([
    ['the option of a single select', on('单选', 'is', 'opta'), ['a']],
    ['one of several options of a single select', on('单选', 'is', 'opta', 'optb'), ['a', 'ab']],
    ['another option', on('单选', 'isNot', 'opta'), ['ab', 'abc', 'mine']],
    ['just these options, in any order', on('多选', 'is', 'opta', 'optb'), ['ab']],
    ['not just these options', on('多选', 'isNot', 'opta', 'optb'), ['a', 'abc', 'mine']],
    ['any of these options', on('多选', 'contains', 'optb', 'optc'), ['ab', 'abc']],
    ['none of these options', on('多选', 'doesNotContain', 'optb', 'optc'), ['a', 'mine']],
    ['no option', on('多选', 'isEmpty'), ['mine']],
    ['the visitor among others', on('人员', 'contains'), ['mine']],
    ['the visitor alone', on('人员', 'is'), []],
    ['no visitor', on('人员', 'doesNotContain'), ['a', 'ab', 'abc']],
    ['nobody', on('人员', 'isEmpty'), ['a', 'ab', 'abc']],
    ['the visitor as creator', on('', 'contains'), ['mine']],
    ['a text', on('名', 'contains', 'b'), ['ab', 'abc']],
    ['a field that is gone', on('旧', 'isNot', 'x'), []],
    ['an option that is gone', on('单选', 'isNot', 'optx'), []],
  ])('means %s', (_what, condition, names) => {
    expect(shown({ conditions: [condition] })).toEqual(names);
  });
});

describe('the conditions of a role', () => {
  const conditions = [on('单选', 'is', 'optb'), on('多选', 'contains', 'optc')];

  it('all have to match, or one of them', () => {
    expect(shown({ conditions })).toEqual([]);
    expect(shown({ conditions, conjunction: 'or' })).toEqual(['ab', 'abc']);
  });

  it('mean all records when there are none, however they would be joined', () => {
    expect(shown({ conjunction: 'or' })).toEqual(['a', 'ab', 'abc', 'mine']);
  });

  it('come in groups where the rule says so', () => {
    const groups = [
      { type: 2, conjunction: 'or', conditions },
      { type: 1, conjunction: 'and', conditions: [on('名', 'contains', 'c')] },
    ] as const;
    const part = { groups, conditions: [on('', 'contains')] };
    expect(shown({ ...part, displayVersion: 1 })).toEqual(['abc']);
    expect(shown({ ...part, displayVersion: 0 })).toEqual(['mine']);
  });
});
