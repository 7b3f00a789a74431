import { numberedInBody } from '../paging.js';
import { defineProjectResource } from '../project-endpoint.js';
import { inSpace, space } from '../routes.js';
import { key, projectKey, viewId } from '../schemas.js';
import * as reply from './view-replies.js';

const pages = numberedInBody({ maxSize: 200, defaultLimit: 50 });

export const projectCharts = defineProjectResource('project_charts', {
  list: {
    route: 'POST /open_api/measure/charts',
    title: 'List charts',
    summary: 'Ids and names of the charts of a view.',
    effect: 'read',
    path: {},
    body: { project_key: projectKey, view_id: viewId },
    pages: {
      ...pages,
      items: 'chart_list',
      keys: { ...pages.keys, total: 'chart_page.total' },
    },
    reply: reply.charts,
  },
  get: {
    route: `GET ${space}/measure/{chart_id}`,
    title: 'Get the data of a chart',
    summary: 'The numbers of a chart; can take more than a minute.',
    effect: 'read',
    path: { ...inSpace, chart_id: key('Chart id') },
    exclusive: true,
    reply: reply.chart,
  },
});
