import { readFileSync, writeFileSync } from 'node:fs';
import { withToolTable } from './tool-table.js';

for (const name of ['README.md', 'README.zh.md']) {
  writeFileSync(name, withToolTable(readFileSync(name, 'utf8')));
}
