import { bodySpace, isAdministrator, spaceOf, typeIn, typeOf } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyId,
  bodyObjects,
  type ProjectHandlerGroup,
  requiredId,
  requiredText,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import type { Space, WorkItemType } from '../model/model.js';
import type { NodeConf, StateConf, Template } from '../model/process.js';
import { oneOrTwo } from './spaces-and-types.js';
import { changedNodes, changedStates } from './template-changes.js';

/** The processes of a work item type. */
export const templateHandlers = {
  project_templates_list: (request, world) => ({
    data: typeOf(request, world).type.templates.map(({ id, name, disabled, version, key }) => ({
      template_id: id,
      template_name: name,
      is_disabled: oneOrTwo(disabled),
      version,
      unique_key: key,
      template_key: key,
    })),
  }),

  project_templates_get: (request, world) => {
    const id = request.path['template_id'] ?? '';
    const { template, type } = templateIn(spaceOf(request, world), id) ?? refuse(30001);
    return { data: templateReply(template, type) };
  },

  project_templates_create: (request, world) => {
    const { body, identity } = request;
    const space = bodySpace(request, world);
    if (!isAdministrator(space, identity.userKey)) refuse(10005);
    const type = typeIn(space, requiredText(body, 'work_item_type_key'));
    const name = requiredText(body, 'template_name');
    if (type.templates.some((each) => each.name === name))
      refuse(50006, 'template name duplicated');
    const copied = bodyId(body, 'copy_template_id');
    const source = type.templates.find(({ id }) => copied === undefined || id === copied);
    if (source === undefined) refuse(30001);
    const id = world.ids.newTemplateId();
    type.templates.push({ ...source, id, name, version: 1, disabled: false, key: `tpl_${id}` });
    return { data: int64(id) };
  },

  project_templates_update: (request, world) => {
    const { body, identity } = request;
    const space = bodySpace(request, world);
    if (!isAdministrator(space, identity.userKey)) refuse(10005);
    const found = templateIn(space, requiredId(body, 'template_id'));
    const { template } = found ?? refuse(20006, 'template_id does not exist');
    const nodes = bodyObjects(body, 'workflow_confs');
    const states = bodyObjects(body, 'state_flow_confs');
    const keeps = world.options.unnamedParts === 'kept';
    if (nodes.length > 0) Object.assign(template, changedNodes(template, nodes, keeps));
    if (states.length > 0) Object.assign(template, changedStates(template, states));
    template.version += 1;
    return { data: {} };
  },

  project_templates_delete: (request, world) => {
    const space = spaceOf(request, world);
    if (!isAdministrator(space, request.identity.userKey)) refuse(10005);
    const found = templateIn(space, request.path['template_id'] ?? '') ?? refuse(9999);
    found.type.templates.splice(found.type.templates.indexOf(found.template), 1);
    return { data: {} };
  },
} satisfies ProjectHandlerGroup;

interface TypedTemplate {
  readonly template: Template;
  readonly type: WorkItemType;
}

function templateIn({ types }: Space, id: string): TypedTemplate | undefined {
  for (const type of types) {
    const template = type.templates.find((each) => each.id === id);
    if (template !== undefined) return { template, type };
  }
  return undefined;
}

/** TemplateDetail. */
function templateReply(template: Template, type: WorkItemType): WireObject {
  const { id, name, version, disabled, nodes, links, states, transitions } = template;
  return {
    template_id: int64(id),
    template_name: name,
    version,
    is_disabled: oneOrTwo(disabled),
    work_item_type_key: type.key,
    workflow_confs: nodes.map((node) => nodeReply(node, links, type)),
    state_flow_confs: states.map((state) => stateReply(state, transitions)),
    connections: [
      ...links.map(([source, target]) => ({ source_state_key: source, target_state_key: target })),
      ...transitions.map((way) => ({
        source_state_key: way.source,
        target_state_key: way.target,
        transition_id: int64(way.id),
      })),
    ],
  };
}

function nodeReply(node: NodeConf, links: Template['links'], type: WorkItemType): WireObject {
  return {
    state_key: node.key,
    name: node.name,
    tags: [],
    owner_usage_mode: ownerMode(node),
    owner_roles: node.ownerRoles,
    owners: node.owners,
    need_schedule: node.needsSchedule,
    different_schedule: node.differentSchedule,
    visibility_usage_mode: 1,
    deletable: true,
    deletable_operation_role: [],
    pass_mode: node.passMode,
    is_limit_node: false,
    done_operation_role: [],
    done_schedule: node.needsSchedule,
    done_allocate_owner: node.needsOwner,
    done_actual_point: node.needsActualTime,
    done_finish_time: node.needsDueTime,
    is_milestone: node.milestone,
    belong_status: node.subStage,
    completion_tips: '',
    pre_node_state_key: links.flatMap(([source, target]) => (target === node.key ? [source] : [])),
    task_confs: node.tasks.map(({ id, name, required, deliverableField }) => ({
      id,
      name,
      deliverable_field_id: deliverableField ?? '',
      pass_mode: 1,
      node_pass_required_mode: oneOrTwo(required),
    })),
    sub_tasks: node.tasks.map(({ name }) => ({
      name,
      owner_usage_mode: 1,
      owner_roles: [],
      owners: [],
    })),
    sub_work_items: [],
    fields: formFields(node, type),
  };
}

/** 1 set on the node itself, 2 by role, 3 by default. */
function ownerMode({ ownerRoles, owners }: NodeConf): number {
  if (ownerRoles.length > 0) return 2;
  return owners.length > 0 ? 3 : 1;
}

function formFields(node: NodeConf, { fields }: WorkItemType): WireObject[] {
  const required = new Set([...node.requiredFields, ...node.signals]);
  return fields
    .filter(({ key }) => node.form.includes(key))
    .map(({ key, name, alias, type }) => ({
      field_key: key,
      field_name: name,
      field_alias: alias,
      field_type_key: type,
      label: name,
      is_required: oneOrTwo(required.has(key)),
      is_visibility: 1,
      is_validity: 1,
    }));
}

function stateReply({ key, name, kind }: StateConf, ways: Template['transitions']): WireObject {
  const roles = ways.flatMap((way) => (way.source === key ? way.roles : []));
  return {
    state_key: key,
    name,
    state_type: kind,
    authorized_roles: [...new Set(roles)],
    confirm_form_list: ways.flatMap(({ source, target, form }) =>
      source === key && form.length > 0 ? [{ action: 1, state_key: target }] : [],
    ),
  };
}
