import * as config from '../config-listings.js';
import { defineProjectResource, numberedInBody } from '../project-endpoint.js';
import { anything, count, maybeText, part, parts, text, texts } from '../replies.js';
import { inSpace, key, projectKey, space, viewId } from '../schemas.js';
import * as template from '../template-listings.js';

const charts = {
  chart_list: parts({ chart_id: text, chart_name: maybeText }),
  chart_page: part({ total: count }).nullish(),
};

const chart = {
  name: maybeText,
  chart_data_list: anything,
  dim_titles: texts,
  quota_titles: texts,
};

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
    reply: charts,
    listing: config.charts,
  },
  get: {
    route: `GET ${space}/measure/{chart_id}`,
    title: 'Get the data of a chart',
    summary: 'The numbers of a chart; can take more than a minute.',
    effect: 'read',
    path: { ...inSpace, chart_id: key('Chart id') },
    exclusive: true,
    reply: chart,
    listing: template.chartData,
  },
});
