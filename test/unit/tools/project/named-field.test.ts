import { expect, it } from 'vitest';
import { ProjectToolFixture } from './fixtures/project-fixture.js';

it('a refusal that names a field by its key alone is told with node and field name', async () => {
  const fixture = await ProjectToolFixture.start();
  const text = await fixture.failure('project_nodes_operate', {
    project_key: fixture.link('points'),
    node_id: '需求评审',
    action: 'confirm',
  });
  expect(text).toContain('20038');
  expect(text).toContain('node: 需求评审');
  expect(text).toMatch(/The field is 评审结论 \(field_\w+\)\./);
});
