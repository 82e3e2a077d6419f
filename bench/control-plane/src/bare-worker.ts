import { Hono } from 'hono';

/** The peer: what hono on workerd takes to read a JSON body and to answer one of the same size, and nothing else. */
const app = new Hono();
let answer: unknown = {};
app.post('/answer', async (c) => {
  answer = await c.req.json();
  return c.json({});
});
app.post('/bare', async (c) => {
  await c.req.json();
  return c.json(answer);
});

export default app;
