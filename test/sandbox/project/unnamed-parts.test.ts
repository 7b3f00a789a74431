import { describe, expect, it } from 'vitest';
import type { ProjectOptions } from '../../../src/sandbox/project/options.js';
import { ProjectFixture } from './fixtures/project-fixture.js';

type UnnamedParts = ProjectOptions['unnamedParts'];

const story = { project_key: 'xinghe', work_item_type_key: 'story' };

/** The help text of a field after an update that names its name alone. */
function fieldHelp(unnamedParts: UnnamedParts): string {
  const fixture = new ProjectFixture({ unnamedParts });
  const body = { field_name: '渠道', field_type_key: 'text', help_description: '来源渠道' };
  const field_key = fixture.data('project_fields_create', { path: story, body });
  const renamed = { field_key, field_name: '销售渠道' };
  fixture.call('project_fields_update', { path: story, body: renamed });
  const form = fixture.data('project_work_items_meta', { path: story });
  return form.find((field: { field_key: string }) => field.field_key === field_key).field_tips;
}

/** The mode of a role after an update that names its name alone. */
function roleMode(unnamedParts: UnnamedParts): number {
  const fixture = new ProjectFixture({ unnamedParts });
  const role = { name: '观察员', member_assign_mode: 2, members: [fixture.key('李四')] };
  const role_id = fixture.data('project_roles_create', { path: story, body: { role } });
  const body = { role_id, role: { name: '旁听' } };
  fixture.call('project_roles_update', { path: story, body });
  const roles = fixture.data('project_roles_list', { path: story });
  return roles.find((each: { id: string }) => each.id === role_id).member_assign_mode;
}

/** The roles that have owners after a write that names one of them. */
function ownedRoles(unnamedParts: UnnamedParts): number {
  const fixture = new ProjectFixture({ unnamedParts });
  const field_value = [{ role: 'PM', owners: [fixture.key('李四')] }];
  const path = fixture.path('installments');
  const body = { update_fields: [{ field_key: 'role_owners', field_value }] };
  fixture.call('project_work_items_update', { path, body });
  return fixture.world.items.get(fixture.sample.items['installments'] ?? '')?.roleOwners.size ?? 0;
}

/** The points of a node after an update of its schedule that names the dates alone. */
function nodePoints(unnamedParts: UnnamedParts): number {
  const fixture = new ProjectFixture({ unnamedParts });
  const path = { ...fixture.path('installments'), node_id: 'doing' };
  const update = (node_schedule: Record<string, number>) =>
    fixture.call('project_nodes_update', { path, body: { node_schedule } });
  update({ points: 100 });
  update({ estimate_start_date: 1_795_000_000_000, estimate_end_date: 1_796_000_000_000 });
  const item = fixture.world.items.get(fixture.sample.items['installments'] ?? '');
  return item?.nodes.find(({ key }) => key === 'doing')?.schedule.points ?? -1;
}

describe('what an update does not name', () => {
  it('is cleared, as long as no page says that it stays', () => {
    expect(fieldHelp('cleared')).toBe('');
    expect(roleMode('cleared')).toBe(1);
    expect(ownedRoles('cleared')).toBe(1);
    expect(nodePoints('cleared')).toBe(0);
  });

  it('stays where the sandbox is told so', () => {
    expect(fieldHelp('kept')).toBe('来源渠道');
    expect(roleMode('kept')).toBe(2);
    expect(ownedRoles('kept')).toBeGreaterThan(1);
    expect(nodePoints('kept')).toBe(100);
  });
});
