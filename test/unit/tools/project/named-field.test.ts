import { expect, it } from 'vitest';
import { fieldNamed, unlistedField } from '../../../../src/tools/project/resolve/field.js';
import { ProjectToolFixture } from './fixtures/project-fixture.js';

it('a refusal that names a field by its key alone is told with node and field name', async () => {
  const fixture = await ProjectToolFixture.start({ answers: 'short' });
  const text = await fixture.failure('project_nodes_operate', {
    project_key: fixture.link('points'),
    node_id: '需求评审',
    action: 'confirm',
  });
  expect(text).toContain('20038');
  expect(text).toContain('node: 需求评审');
  expect(text).toMatch(/answered 20038: 需求评审\(field_\w+ "评审结论"\) Required/);
});

it('a field whose name looks like a key is found by it, one out of use by its key, and a key that nothing has is refused', () => {
  const listed = { ...unlistedField('field_a1b2c3'), name: 'field_status', type: 'text' };
  expect(fieldNamed('field_status', [listed], 'fields[0]')).toBe(listed);
  const twin = { ...unlistedField('field_status'), name: '状态', type: 'text' };
  expect(fieldNamed('field_status', [listed, twin], 'fields[0]')).toBe(twin);
  const old = { ...unlistedField('field_0000aa'), name: '旧字段', isObsolete: true };
  expect(fieldNamed('field_0000aa', [listed, old], 'fields[0]')).toBe(old);
  expect(() => fieldNamed('旧字段', [listed, old], 'fields[0]')).toThrow('no field');
  expect(() => fieldNamed('field_d4e5f6', [listed], 'fields[0]')).toThrow('no field');
  expect(() => fieldNamed('fieldstatus', [listed], 'fields[0]')).toThrow('no field');
});
