import type { Base, Bitable } from './model.js';

/** What a call asks of a new base; what is empty gets the vendor's default. */
export interface NewBase {
  readonly name: string;
  readonly folderToken: string;
  readonly timeZone: string;
}

/** A base without tables, already among the others. */
export function addBase(bitable: Bitable, { name, folderToken, timeZone }: NewBase): Base {
  const base: Base = {
    appToken: bitable.ids.newAppToken(),
    name: name || '未命名多维表格',
    folderToken,
    timeZone: timeZone || 'Asia/Shanghai',
    isAdvanced: false,
    formulaType: 1,
    revision: 1,
    copyingUntil: 0,
    tables: new Map(),
  };
  bitable.bases.set(base.appToken, base);
  return base;
}
