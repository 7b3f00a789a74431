import { effects } from '../../src/core/effect.js';
import { catalogue } from '../../src/endpoints/catalogue.js';
import { toolsetMembers } from '../../src/tools/toolsets.js';

const start = '<!-- tools:start -->';
const end = '<!-- tools:end -->';

/** The README with its tool table made anew from the catalogue. */
export function withToolTable(readme: string): string {
  const head = readme.slice(0, readme.indexOf(start) + start.length);
  const tail = readme.slice(readme.indexOf(end));
  return `${head}\n${toolTable()}\n${tail}`;
}

function toolTable(): string {
  const core = new Set<string>(toolsetMembers('core'));
  const rows = Object.entries(catalogue).map(([name, { effect, summary }]) => {
    const marks = [core.has(name) ? 'core' : '', effects[effect].writes ? effect : 'read'];
    return `| \`${name}\` | ${marks.filter(Boolean).join(', ')} | ${summary} |`;
  });
  return ['| Tool | | What it does |', '|---|---|---|', ...rows].join('\n');
}
