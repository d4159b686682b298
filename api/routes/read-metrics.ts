import { defineOperation } from '../http/operation.ts';

export const readMetrics = defineOperation({
  id: 'readMetrics',
  method: 'get',
  path: '/metrics',
  tag: 'operation',
  summary: 'Metering for Prometheus.',
  action: 'metrics:read',
  replies: { 200: { description: 'The text exposition of Prometheus.', contentTypes: ['text/plain'] } },
  problems: [],
  handler: (ctx) => async () => ({
    status: 200,
    bytes: Buffer.from(await ctx.metrics.render()),
    contentType: ctx.metrics.contentType,
  }),
});
