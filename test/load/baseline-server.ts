/** What everything is compared with: a bare Hono route that answers as many bytes, and one that echoes. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
const body = 'x'.repeat(2_250);
app.get('/', (c) => c.body(body, 200, { 'Content-Type': 'application/json' }));
app.post('/', async (c) => c.json(await c.req.json()));
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(`http://127.0.0.1:${String(port)}`);
});
