// node's pg against the server that PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE name; NODE_PATH finds the driver.
// Prints "ok <check>" or "not ok <check> - <why>" per check. POLICY=on says that a policy denies DROP and masks customers.ssn.
'use strict';
const { Client, types: pgTypes } = require('pg');
const assert = require('assert');

const LARGE = 20 * 1024 * 1024;
const POLICY = process.env.POLICY === 'on';
pgTypes.setTypeParser(1082, (text) => text);

async function withClient(action, options = {}) {
  const client = new Client({ connectionTimeoutMillis: 20000, ...options });
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

async function refused(sqlstate, promise) {
  const error = await promise.then(() => null, (e) => e);
  assert.ok(error, `expected SQLSTATE ${sqlstate}, nothing was raised`);
  assert.strictEqual(error.code, sqlstate, error.message);
  return error;
}

const rowsOf = async (client, ...query) => (await client.query(...query)).rows;

const checks = {
  plain: () => withClient(async (c) => {
    assert.deepStrictEqual(await rowsOf(c, 'select 1 as one'), [{ one: 1 }]);
  }),

  tls: () => withClient(async (c) => {
    assert.ok(c.connection.stream.encrypted);
    assert.deepStrictEqual(await rowsOf(c, 'select 2 as two'), [{ two: 2 }]);
  }, { ssl: { rejectUnauthorized: false } }),

  parameters: () => withClient(async (c) => {
    const sent = [7, "tëxt 'quoted' \\", null, '1.50', '2024-02-29', true, Buffer.from([0, 255]), [1, 2]];
    const result = await c.query({
      text: 'select $1::int, $2::text, $3::text, $4::numeric, $5::date, $6::bool, $7::bytea, $8::int[]', values: sent, rowMode: 'array',
    });
    assert.deepStrictEqual(result.rows, [sent]);
  }),

  prepared: () => withClient(async (c) => {
    for (let i = 0; i < 50; i++) {
      const rows = await rowsOf(c, { name: 'double', text: 'select $1::int * 2 as n', values: [i] });
      assert.deepStrictEqual(rows, [{ n: i * 2 }]);
    }
  }),

  types: () => withClient(async (c) => {
    // The driver reads binary values through UTF-8 strings, so only such bytes survive in it.
    for (const binary of [false, true]) {
      const query = 'select c_bool, c_int4, c_text, c_varchar, c_char from everything where $1';
      const rows = await rowsOf(c, { text: query, values: [true], binary });
      assert.strictEqual(rows.length, 2);
      assert.deepStrictEqual({ ...rows[0] }, { c_bool: true, c_int4: 4, c_text: 'tëxt', c_varchar: 'varchar', c_char: 'ch   ' });
      assert.ok(Object.values(rows[1]).every((value) => value === null));
    }
    const [row] = await rowsOf(c, 'select * from everything limit 1');
    assert.strictEqual(row.c_float8, -2.25);
    assert.ok(row.c_bytea.equals(Buffer.from([0, 255, 16])));
    assert.strictEqual(row.c_int8, '9007199254740993');
    assert.strictEqual(row.c_numeric, '12345678901234567890.123456789');
    assert.strictEqual(row.c_date, '2024-02-29');
    assert.deepStrictEqual(row.c_jsonb, { b: [1, 2] });
    assert.strictEqual(row.c_uuid, '00112233-4455-6677-8899-aabbccddeeff');
    assert.deepStrictEqual(row.c_texts, ['a', 'b c', null]);
    assert.deepStrictEqual(row.c_point, { x: 1, y: 2 });
    assert.strictEqual(row.c_range, '[1,10)');
  }),

  large_values: () => withClient(async (c) => {
    const text = 'x'.repeat(LARGE - 1) + 'y';
    const [{ back }] = await rowsOf(c, 'select $1::text as back', [text]);
    assert.ok(back === text, 'the text came back changed');
    const blob = Buffer.alloc(LARGE, 7);
    blob[LARGE - 1] = 9;
    const [row] = await rowsOf(c, 'select $1::bytea as back', [blob]);
    assert.ok(blob.equals(row.back), 'the bytes came back changed');
  }),

  many_rows: () => withClient(async (c) => {
    const rows = await rowsOf(c, "select i, 'row ' || i as label from generate_series(1, 100000) i");
    assert.strictEqual(rows.length, 100000);
    assert.deepStrictEqual({ ...rows[99999] }, { i: 100000, label: 'row 100000' });
  }),

  transactions: () => withClient(async (c) => {
    const count = async () => (await rowsOf(c, "select count(*)::int as n from scratch where value = 'node'"))[0].n;
    await c.query('begin');
    await c.query("insert into scratch values (-1, 'node')");
    assert.strictEqual(await count(), 1);
    await refused('22012', c.query('select 1/0'));
    await refused('25P02', c.query('select 1'));
    await c.query('rollback');
    assert.strictEqual(await count(), 0);
    await c.query('begin');
    await c.query("insert into scratch values (-1, 'node')");
    await c.query('savepoint s');
    await refused('22012', c.query('select 1/0'));
    await c.query('rollback to savepoint s');
    await c.query('commit');
    assert.strictEqual(await count(), 1);
    await c.query("delete from scratch where value = 'node'");
  }),

  errors: () => withClient(async (c) => {
    const error = await refused('42P01', c.query('select * from nowhere'));
    assert.match(error.message, /nowhere/);
    await refused('22P02', c.query('select $1::int', ['abc']));
    await refused('42601', c.query('selec 1'));
    await refused('23505', c.query('insert into orders (id) values ($1)', [1]));
    assert.deepStrictEqual(await rowsOf(c, 'select 4 as four'), [{ four: 4 }]);
  }),

  cancel: () => withClient(async (c) => {
    const query = new (require('pg').Query)('select count(*) from generate_series(1, 20000000000)');
    const outcome = new Promise((resolve, reject) => {
      query.on('error', reject);
      query.on('end', resolve);
    });
    c.query(query);
    setTimeout(() => new Client().cancel(c, query), 500);
    await refused('57014', outcome);
    assert.deepStrictEqual(await rowsOf(c, 'select 6 as six'), [{ six: 6 }]);
  }),

  pipeline: () => withClient(async (c) => {
    // The driver queues: what must hold is that answers stay with their questions when all are asked at once.
    const asked = Array.from({ length: 200 }, (_, i) => rowsOf(c, 'select $1::int as n', [i]));
    const failing = refused('22012', c.query('select 1/0'));
    const answers = await Promise.all(asked);
    await failing;
    answers.forEach(([row], i) => assert.strictEqual(row.n, i));
    const several = await c.query('select 1 as a; select 2 as b; select 3 as c');
    assert.deepStrictEqual(several.map((result) => Object.values(result.rows[0])[0]), [1, 2, 3]);
  }),

  concurrency: () => Promise.all(Array.from({ length: 30 }, (_, n) => withClient(async (c) => {
    for (let i = 0; i < 20; i++) {
      assert.deepStrictEqual(await rowsOf(c, 'select $1::int as n, $2::int as i', [n, i]), [{ n, i }]);
    }
  }))),

  notify: () => withClient((listener) => withClient(async (speaker) => {
    const heard = new Promise((resolve) => listener.once('notification', resolve));
    await listener.query('listen node_channel');
    await speaker.query("select pg_notify('node_channel', 'héllo')");
    const { channel, payload } = await heard;
    assert.deepStrictEqual([channel, payload], ['node_channel', 'héllo']);
  })),

  policy: () => withClient(async (c) => {
    const query = { text: 'select id, ssn from customers where id = $1', values: [1] };
    if (!POLICY) {
      assert.strictEqual((await rowsOf(c, query))[0].ssn, '123-45-6789');
      return;
    }
    for (const drop of [['drop table doomed'], [{ name: 'drop', text: 'drop table doomed' }]]) {
      const error = await refused('42501', c.query(...drop));
      assert.ok(error.message.startsWith('blocked by policy "no-drop": '), error.message);
      assert.ok(error.hint);
    }
    for (const binary of [false, true]) {
      const rows = await rowsOf(c, { ...query, binary });
      assert.strictEqual(rows.length, 1);
      assert.ok(rows[0].ssn !== '123-45-6789' && rows[0].ssn.endsWith('6789'), rows[0].ssn);
    }
    assert.deepStrictEqual(await rowsOf(c, 'select 1 as one'), [{ one: 1 }]);
  }),
};

async function main() {
  const wanted = process.argv.slice(2);
  for (const [name, check] of Object.entries(checks)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    let timer;
    const expired = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer within 60 s')), 60000);
    });
    try {
      await Promise.race([check(), expired]);
      console.log(`ok ${name}`);
    } catch (error) {
      console.log(`not ok ${name} - ${String(error.stack || error).replace(/\s*\n\s*/g, ' | ').slice(0, 600)}`);
    } finally {
      clearTimeout(timer);
    }
  }
  process.exit(0);
}

main();
