import { published } from '../support/toolbox.js';

const start = '<!-- tools:start -->';
const end = '<!-- tools:end -->';

/** The README with its tool table made anew from the tools. */
export function withToolTable(readme: string): string {
  const head = readme.slice(0, readme.indexOf(start) + start.length);
  const tail = readme.slice(readme.indexOf(end));
  return `${head}\n${toolTable()}\n${tail}`;
}

/** `all` marks what only that toolset has. */
function toolTable(): string {
  const rows = published.map(({ listed, toolsets, effect }) => {
    const preset = ['core', 'default', 'all'].find((name) => toolsets.includes(name));
    return `| \`${listed.name}\` | ${preset} | ${effect} | ${listed.description} |`;
  });
  return ['| Tool | Toolset | | What it does |', '|---|---|---|---|', ...rows].join('\n');
}
