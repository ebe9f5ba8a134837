/** The baseline of the load run: a bare Hono route with as many bytes, and one that echoes. */
import { Hono } from 'hono';
import { serveFetch } from '../support/listen.js';

const app = new Hono();
const body = 'x'.repeat(2_250);
app.get('/', (c) => c.body(body, 200, { 'Content-Type': 'application/json' }));
app.post('/', async (c) => c.json(await c.req.json()));
const { origin } = await serveFetch(app.fetch);
console.log(origin);
