// What the product is measured against: a Worker that does nothing, and the least that remembering takes.
import { DurableObject } from 'cloudflare:workers';

/** As many objects as the product gets visitors. */
const OBJECTS = 1_000;

export class Floor extends DurableObject {
  constructor(state, env) {
    super(state, env);
    state.storage.sql.exec('CREATE TABLE IF NOT EXISTS seen (n INTEGER PRIMARY KEY, at INTEGER)');
  }

  remember(at) {
    const { sql } = this.ctx.storage;
    sql.exec('INSERT INTO seen (at) VALUES (?)', at);
    return sql.exec('SELECT n, at FROM seen ORDER BY n DESC LIMIT 1').one();
  }
}

export default {
  async fetch(request, env) {
    if (new URL(request.url).pathname === '/empty') return new Response('{}', { headers: { 'content-type': 'application/json' } });
    const object = env.FLOOR.getByName(String(Math.floor(Math.random() * OBJECTS)));
    return Response.json(await object.remember(Date.now()));
  },
};
