import { createServer, type Server } from 'node:http';

/** A Feishu that takes a fixed time for every write, and nothing else. */
export interface Upstream {
  readonly url: string;
  readonly writes: () => number;
  close(): Promise<void>;
}

const app = { app_token: 'bench', name: 'bench', time_zone: 'Asia/Shanghai' };

const fieldPage = {
  has_more: false,
  total: 3,
  items: [
    { field_id: 'fld1', field_name: '任务', type: 1, is_primary: true },
    { field_id: 'fld2', field_name: '数', type: 2 },
    { field_id: 'fld3', field_name: 'a', type: 2 },
  ],
};

export async function startUpstream(latencyMs: number): Promise<Upstream> {
  let writes = 0;
  const server = createServer((request, response) => {
    const arrived = performance.now();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const reply = (body: object) => response.end(JSON.stringify({ code: 0, msg: 'ok', ...body }));
      response.setHeader('content-type', 'application/json');
      if (request.url?.includes('tenant_access_token')) {
        reply({ tenant_access_token: 't-bench', expire: 7_200 });
        return;
      }
      if (request.method === 'GET') {
        reply({ data: request.url?.includes('/fields') ? fieldPage : { app } });
        return;
      }
      writes += 1;
      const { records } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const created = records.map((record: object, index: number) => ({
        ...record,
        record_id: `rec${writes}x${index}`,
      }));
      // Its own work is part of the latency.
      const restMs = latencyMs - (performance.now() - arrived);
      setTimeout(() => reply({ data: { records: created } }), restMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: urlOf(server), writes: () => writes, close: () => closed(server) };
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
