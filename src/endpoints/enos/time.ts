import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { operation, service } from './operation.js';

const route = `GET ${service}/time` as const;

export const enosTime = defineResource('enos_time', {
  get_current: {
    ...operation('getCurrentTime', 'get_current_time'),
    route,
    title: 'Get the time of EnOS',
    summary: "The time of the service's own clock, in Unix milliseconds.",
    effect: 'read',
    reply: { data: z.number().describe('Unix ms') },
  },
  get_zone: {
    ...operation('getTimeZone', 'get_time_zone'),
    route,
    title: 'Get the zone of EnOS',
    summary: 'The time zone in which the service writes times, such as GMT+8.',
    effect: 'read',
    reply: { timezone: z.string() },
  },
});
