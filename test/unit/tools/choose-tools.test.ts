import { describe, expect, it } from 'vitest';
import { toolsetMembers } from '../../support/toolbox.js';

describe('a toolset', () => {
  it.each([
    ['bitable_forms', ['bitable_forms_get', 'bitable_forms_update', 'bitable_forms_upgrade']],
    ['bitable_form_fields', ['bitable_form_fields_list', 'bitable_form_fields_update']],
    ['bitable_block_workflows', ['bitable_block_workflows_list']],
  ])('is one resource, also where its name has several words: %s', (resource, tools) => {
    expect(toolsetMembers(resource)).toEqual(tools);
  });
});
