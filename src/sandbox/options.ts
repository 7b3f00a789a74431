import { ConfigError } from '../core/errors.js';
import { type EnosOptions, enosSwitches } from './enos/options.js';
import { type FeishuOptions, feishuSwitches } from './feishu/options.js';
import type { SwitchTable, SwitchValue, SwitchValues } from './kernel/switches.js';
import { type ProjectOptions, projectSwitches } from './project/options.js';

/** The switches of each service that differ from their defaults. */
export interface SandboxOptions {
  readonly options: Partial<FeishuOptions>;
  readonly projectOptions: Partial<ProjectOptions>;
  readonly enosOptions: Partial<EnosOptions>;
}

export type Dialect = 'measured' | 'documents';

const tables = { feishu: feishuSwitches, project: projectSwitches, enos: enosSwitches };

type Service = keyof typeof tables;

/**
 * Reads settings such as `writeConflicts=false`, or `project.tokenLifetimeS=60` where two services have a switch of that name.
 * A dialect sets every switch on which the documents and the measurements differ; a setting wins over it.
 */
export function readSwitches(
  settings: readonly string[],
  dialect: Dialect = 'measured',
): SandboxOptions {
  const given = settings.map(readSetting);
  const values = <Table extends SwitchTable>(service: Service, table: Table) => ({
    ...(dialect === 'documents' ? documented(table) : {}),
    ...chosen(
      table,
      given.filter((each) => each.service === service),
    ),
  });
  return {
    options: values('feishu', feishuSwitches),
    projectOptions: values('project', projectSwitches),
    enosOptions: values('enos', enosSwitches),
  };
}

/** Lists every switch with its values, its default and its meaning. */
export function switchesText(): string {
  const lines = everySwitch().map(({ service, name, rule }) => {
    const standard = `default ${rule.fallback}`;
    const documents = rule.documents === undefined ? '' : `, documents ${rule.documents}`;
    return `  ${service}.${name}=${rule.takes}\n      ${rule.about} (${standard}${documents})`;
  });
  return `Switches (--set key=value; the service can be left out where the name is unique):\n${lines.join('\n')}\n`;
}

interface Setting {
  readonly service: Service;
  readonly name: string;
  readonly value: SwitchValue;
}

function everySwitch() {
  const services: readonly Service[] = ['feishu', 'project', 'enos'];
  return services.flatMap((service) => {
    const table: SwitchTable = tables[service];
    return Object.entries(table).map(([name, rule]) => ({ service, name, rule }));
  });
}

function readSetting(setting: string): Setting {
  const [, key = '', text = ''] = /^([^=]*)=(.*)$/s.exec(setting) ?? refuse(setting, 'has no "="');
  const found = everySwitch().filter(
    ({ service, name }) => key === name || key === `${service}.${name}`,
  );
  const [first, ...others] = found;
  if (first === undefined) return refuse(setting, 'names no switch');
  if (others.length > 0) {
    const names = found.map(({ service, name }) => `${service}.${name}`).join(', ');
    return refuse(setting, `names several switches: ${names}`);
  }
  const value = first.rule.read(text.trim());
  if (value === undefined)
    return refuse(setting, `has a wrong value; ${key} takes ${first.rule.takes}`);
  return { service: first.service, name: first.name, value };
}

function refuse(setting: string, problem: string): never {
  const names = everySwitch().map(({ service, name }) => `${service}.${name}`);
  throw new ConfigError(
    `The switch "${setting}" ${problem}.`,
    '--set',
    `Switches: ${names.join(', ')}.\n"bitable-mcp sandbox --help" says what each takes.`,
  );
}

function documented<Table extends SwitchTable>(table: Table): Partial<SwitchValues<Table>>;
function documented(table: SwitchTable): Readonly<Record<string, SwitchValue>> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, { documents }]) =>
      documents === undefined ? [] : [[name, documents]],
    ),
  );
}

function chosen<Table extends SwitchTable>(
  table: Table,
  settings: readonly Setting[],
): Partial<SwitchValues<Table>>;
function chosen(
  _: SwitchTable,
  settings: readonly Setting[],
): Readonly<Record<string, SwitchValue>> {
  return Object.fromEntries(settings.map(({ name, value }) => [name, value]));
}
