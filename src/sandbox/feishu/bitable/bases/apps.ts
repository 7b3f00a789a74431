import type { JsonObject } from '../../../../core/json.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Handlers, SandboxRequest, World } from '../../handler.js';
import { bodyBoolean, bodyText } from '../body.js';
import { addBlankRows } from '../fields/field-store.js';
import { baseOf } from '../fields/lookup.js';
import type { Base } from '../model.js';
import { addTable } from '../tables/table-store.js';
import { copyBase } from './base-copy.js';
import { addBase, type NewBase } from './base-store.js';

const blankRows = 10;

export const appHandlers = {
  bitable_apps_get: (request, world) => {
    const base = baseOf(request, world);
    return {
      app: {
        app_token: base.appToken,
        name: base.name,
        revision: base.revision,
        is_advanced: base.isAdvanced,
        time_zone: base.timeZone,
        formula_type: base.formulaType,
        advance_version: 'v2',
      },
    };
  },

  bitable_apps_update: (request, world) => {
    const name = checkAppName(bodyText(request.body, 'name') ?? '');
    const isAdvanced = bodyBoolean(request.body, 'is_advanced');
    const base = baseOf(request, world);
    if (name !== '') base.name = name;
    base.revision += 1;
    // Not one step: the name has changed when the switch is refused (page "Update a base").
    if (isAdvanced === true && base.isEmbedded) refuse(1254301);
    if (isAdvanced !== undefined) base.isAdvanced = isAdvanced;
    return {
      app: { app_token: base.appToken, name: base.name, is_advanced: base.isAdvanced },
    };
  },

  bitable_apps_create: (request, world) => {
    const asked = readNewBase(request);
    const base = addBase(world.bitable, asked);
    addFirstTable(base, request, world);
    return newBaseReply(base, request);
  },

  bitable_apps_copy: (request, world) => {
    const asked = readNewBase(request);
    const withoutContent = bodyBoolean(request.body, 'without_content') ?? false;
    const source = baseOf(request, world);
    const copy = copyBase(world.bitable, source, request.identity.openId, withoutContent);
    copy.name = asked.name || `${source.name} 副本`;
    copy.folderToken = asked.folderToken;
    copy.timeZone = asked.timeZone || source.timeZone;
    return newBaseReply(copy, request);
  },
} satisfies Partial<Handlers>;

function readNewBase({ body, identity }: SandboxRequest): NewBase {
  return {
    ownerId: identity.openId,
    name: checkAppName(bodyText(body, 'name') ?? ''),
    folderToken: bodyText(body, 'folder_token') ?? '',
    timeZone: checkTimeZone(bodyText(body, 'time_zone') ?? ''),
  };
}

/** The page "Create a base": at most 255 characters; older pages said 100. */
function checkAppName(text: string): string {
  const name = text.trim();
  return [...name].length > 255 ? refuse(1254031) : name;
}

function checkTimeZone(zone: string): string {
  if (zone === '') return zone;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone;
  } catch {
    return refuse(1254800, `InvalidParameter: time_zone ${zone}`);
  }
}

/** A new base is never empty: one table with default fields and blank rows. */
function addFirstTable(base: Base, { identity }: SandboxRequest, { bitable }: World): void {
  const table = addTable(bitable, base, { name: '数据表' });
  addBlankRows({ bitable, base, table }, blankRows, identity);
}

function newBaseReply(base: Base, { origin }: SandboxRequest): JsonObject {
  const [defaultTableId] = base.tables.keys();
  return {
    app: {
      app_token: base.appToken,
      name: base.name,
      folder_token: base.folderToken,
      url: `${origin}/base/${base.appToken}`,
      default_table_id: defaultTableId,
      time_zone: base.timeZone,
    },
  };
}
