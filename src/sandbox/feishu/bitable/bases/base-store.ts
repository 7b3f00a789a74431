import { refuse } from '../../refusal.js';
import { robotOpenId } from '../../tenant.js';
import type { Base, Bitable } from '../model.js';

/** What a call asks of a new base; what is empty gets the vendor's default. */
export interface NewBase {
  readonly name: string;
  readonly folderToken: string;
  readonly timeZone: string;
  /** open_id; the app itself when absent. */
  readonly ownerId?: string;
}

/** A base without tables, already among the others. */
export function addBase(bitable: Bitable, asked: NewBase): Base {
  const { name, folderToken, timeZone, ownerId = robotOpenId } = asked;
  const base: Base = {
    appToken: bitable.ids.newAppToken(),
    name: name || '未命名多维表格',
    folderToken,
    createdTime: bitable.clock.now(),
    timeZone: timeZone || 'Asia/Shanghai',
    ownerId,
    isEmbedded: false,
    isAdvanced: false,
    roles: new Map(),
    formulaType: 1,
    revision: 1,
    copyingUntil: 0,
    rolesReadyAt: 0,
    tables: new Map(),
    dashboards: new Map(),
    workflows: [],
    blockWorkflows: [],
  };
  bitable.bases.set(base.appToken, base);
  return base;
}

/** The overview page: tables and dashboards of one base together. */
const maxBlocks = 100;

/** Refuses a table or a dashboard that the base has no room for. */
export function checkBlockRoom({ tables, dashboards }: Base): void {
  if (tables.size + dashboards.size >= maxBlocks) refuse(1254100);
}
