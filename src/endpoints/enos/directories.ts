import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { service, userOperation } from './operation.js';
import { directories } from './replies.js';

const route = `${service}/directories` as const;

export const enosDirectories = defineResource('enos_directories', {
  create: {
    ...userOperation('create', 'create_directory'),
    route: `POST ${route}`,
    title: 'Create a flow directory',
    summary: 'Create a directory for flows.',
    effect: 'create',
    body: {
      parentId: z.string().min(1).describe('Id of the directory around it'),
      dirName: z.string().min(1).describe('Its name, new in that directory'),
    },
    reply: { dirId: z.string() },
  },
  list: {
    ...userOperation('listWorkFlowDirs', 'list_workflow_dirs'),
    route: `GET ${route}`,
    title: 'List flow directories',
    summary: 'The tree of directories and the flows in them.',
    effect: 'read',
    reply: directories,
  },
});
