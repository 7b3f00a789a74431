import { describe, expect, it } from 'vitest';
import { readSwitches, switchesText } from '../../src/sandbox/options.js';
import { startSandbox } from '../../src/sandbox/server.js';

describe('switches of the sandbox', () => {
  it('take effect by the name of the switch, of the service too', async () => {
    const options = readSwitches([
      'rowAndFieldPermissions=false',
      'unknownBaseCode=1254040',
      'project.tokenLifetimeS=60',
      'enos.tokenLifetimeS=30',
    ]);
    expect(options).toEqual({
      options: { rowAndFieldPermissions: false, unknownBaseCode: 1254040 },
      projectOptions: { tokenLifetimeS: 60 },
      enosOptions: { tokenLifetimeS: 30 },
    });
    const sandbox = await startSandbox(options);
    expect(sandbox.world.bitable.options.unknownBaseCode).toBe(1254040);
    expect(sandbox.world.bitable.options.unknownFieldNameCode).toBe(1254024);
    await sandbox.close();
  });

  it('follow the documents in the dialect of that name, and a setting wins over it', () => {
    const { options, projectOptions } = readSwitches(['recordsPerBatch=7'], 'documents');
    expect(options).toMatchObject({
      httpStatus: 'older',
      pageTokenOnLastPage: 'always',
      recordsPerBatch: 7,
    });
    expect(options.writeConflicts).toBeUndefined();
    expect(projectOptions).toEqual({});
  });

  it.each([
    ['writeConflict=false', 'names no switch'],
    ['tokenLifetimeS=60', 'feishu.tokenLifetimeS, project.tokenLifetimeS, enos.tokenLifetimeS'],
    ['writeConflicts=off', 'writeConflicts takes true | false'],
    ['recordsPerTable=-1', 'recordsPerTable takes a whole number from 0'],
    ['recordsPerTable=', 'recordsPerTable takes a whole number from 0'],
    ['writeConflicts', 'has no "="'],
  ])('are refused with what there is: %s', (setting, told) => {
    expect(() => readSwitches([setting])).toThrow(told);
  });

  it('are all listed with their default', () => {
    expect(switchesText()).toContain('feishu.httpStatus=measured | documented | older');
    expect(switchesText()).toContain('(default measured, documents older)');
  });
});
