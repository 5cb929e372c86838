// node's mysql2 against the server that DB_HOST, DB_PORT, DB_USER, DB_PASSWORD and DB_DATABASE name; NODE_PATH finds the driver.
// Prints "ok <check>" or "not ok <check> - <why>" per check. POLICY=on says that a policy denies DROP and masks customers.ssn.
// DB_TLS_USER logs in over TLS; DB_BRAND is mariadb or mysql.
'use strict';
const mysql = require('mysql2/promise');
const { Readable } = require('stream');
const assert = require('assert');

const LARGE = 20 * 1024 * 1024;
// A row of one such value fills a packet to its last byte, the next ones need a second packet, empty and not.
const EDGES = [16777211, 16777215, 16777216];
const POLICY = process.env.POLICY === 'on';
const MARIADB = process.env.DB_BRAND === 'mariadb';
const MARK = `mysql2 ${process.env.DB_PORT}`;

async function withClient(action, options = {}) {
  const client = await mysql.createConnection({
    host: process.env.DB_HOST, port: Number(process.env.DB_PORT), user: process.env.DB_USER, password: process.env.DB_PASSWORD,
    database: process.env.DB_DATABASE, charset: 'utf8mb4', connectTimeout: 20000, supportBigNumbers: true,
    dateStrings: true, rowsAsArray: true, ...options,
  });
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

async function refused(code, promise) {
  const error = await promise.then(() => null, (e) => e);
  assert.ok(error, `expected error ${code}, nothing was raised`);
  assert.strictEqual(error.errno, code, error.message);
  return error;
}

const text = async (client, ...query) => (await client.query(...query))[0];
const binary = async (client, ...query) => (await client.execute(...query))[0];
// Both protocols, one after the other.
const both = async (check) => { await check(text); await check(binary); };

const TYPES = {
  c_tinyint: -128, c_utinyint: 255, c_smallint: -32768, c_usmallint: 65535, c_mediumint: -8388608, c_umediumint: 16777215,
  c_int: -2147483648, c_uint: 4294967295, c_bigint: -9007199254740993n, c_ubigint: 18446744073709551615n, c_float: 1.5, c_double: -2.25,
  c_decimal: '12345678901234567890.0123456789', c_bit: Buffer.from([2, 3]), c_bool: 1, c_char: 'ch', c_varchar: 'tëxt',
  c_binary: Buffer.from([0, 255, 16, 0]), c_varbinary: Buffer.from([0, 255, 16]), c_tinytext: 'tiny', c_text: 'text', c_mediumtext: 'medium',
  c_longtext: 'long', c_tinyblob: Buffer.from([1]), c_blob: Buffer.from([2, 0, 255]), c_mediumblob: Buffer.from([3]), c_longblob: Buffer.from([4]),
  c_enum: 'green', c_set: 'a,c', c_date: '2024-02-29', c_time: '-13:14:15', c_time6: '100:14:15.678901', c_datetime: '2024-02-29 13:14:15',
  c_datetime6: '2024-02-29 13:14:15.123456', c_timestamp: '2024-02-29 13:14:15', c_timestamp6: '2024-02-29 13:14:15.123456', c_year: 2024,
};

const checks = {
  plain: () => withClient(async (c) => {
    await c.ping();
    await both(async (run) => assert.deepStrictEqual(await run(c, 'select 1'), [[1]]));
    const [[user, database, version]] = await text(c, "select substring_index(user(), '@', 1), database(), version()");
    assert.deepStrictEqual([user, database], [process.env.DB_USER, process.env.DB_DATABASE]);
    assert.strictEqual(version.includes('MariaDB'), MARIADB);
  }),

  tls: () => withClient(async (c) => {
    assert.ok(c.connection.stream.encrypted);
    await both(async (run) => assert.deepStrictEqual(await run(c, 'select 2'), [[2]]));
  }, { user: process.env.DB_TLS_USER, ssl: { rejectUnauthorized: false } }),

  parameters: () => withClient(async (c) => {
    const sent = [7.5, "tëxt 'quoted' \\ \0 \n", null, '1.50', '2024-02-29'];
    await both(async (run) => {
      const [row] = await run(c, 'select ?, ?, ?, cast(? as decimal(5,2)), cast(? as date), hex(?)', [...sent, Buffer.from([0, 255, 39, 92])]);
      assert.deepStrictEqual([Number(row[0]), ...row.slice(1)], [...sent, '00FF275C']);
    });
  }),

  prepared: () => withClient(async (c) => {
    const statement = await c.prepare('select ? * 2, ?');
    for (let i = 0; i < 50; i++) {
      const [[row]] = await statement.execute([i, i % 3 === 0 ? null : `row ${i}`]);
      assert.deepStrictEqual([Number(row[0]), row[1]], [i * 2, i % 3 === 0 ? null : `row ${i}`]);
    }
    await statement.close();
    // The driver closes the oldest statement when it has too many.
    for (let i = 0; i < 40; i++) assert.deepStrictEqual(await binary(c, `select ${i}`), [[i]]);
  }, { maxPreparedStatements: 10 }),

  types: () => withClient(async (c) => {
    const names = Object.keys(TYPES);
    for (const run of [text, binary]) {
      const rows = await run(c, `select ${names.join(', ')} from everything order by id`);
      assert.strictEqual(rows.length, 3);
      names.forEach((name, i) => {
        const expected = typeof TYPES[name] === 'bigint' ? String(TYPES[name]) : TYPES[name];
        const actual = typeof TYPES[name] === 'bigint' ? String(rows[0][i]) : rows[0][i];
        assert.deepStrictEqual(actual, expected, `${name} by ${run === text ? 'text' : 'binary'}`);
      });
      assert.ok(rows[1].every((value) => value === null));
      const [[point, json]] = await run(c, 'select c_point, c_json from everything where id = 1');
      assert.deepStrictEqual({ ...point }, { x: 1, y: 2 });
      assert.deepStrictEqual(typeof json === 'string' ? JSON.parse(json) : json, { a: [1, 'ü'] });
    }
    for (const columns of [1, 6, 7, 14, 15, 17, 300]) {
      const list = Array.from({ length: columns }, (_, i) => (i % 3 === 0 ? 'null' : String(i)));
      await both(async (run) => assert.deepStrictEqual((await run(c, `select ${list.join(', ')}`))[0], list.map((v) => (v === 'null' ? null : Number(v)))));
    }
  }),

  large_values: () => withClient(async (c) => {
    for (const size of [...EDGES, LARGE]) {
      const value = 'x'.repeat(size - 1) + 'y';
      await both(async (run) => {
        const [[length, back]] = await run(c, "select length(?), concat(repeat('x', ?), 'y')", [value, size - 1]);
        assert.ok(Number(length) === size && back === value, `${size} by ${run === text ? 'text' : 'binary'}`);
      });
    }
    const blob = Buffer.alloc(LARGE, Buffer.from(Array.from({ length: 256 }, (_, i) => i)));
    const [[back]] = await binary(c, 'select cast(? as binary)', [blob]);
    assert.ok(back.equals(blob), 'the bytes came back changed');
  }),

  many_rows: () => withClient(async (c) => {
    await both(async (run) => {
      const rows = await run(c, "select i, concat('row ', i) from numbers order by i");
      assert.strictEqual(rows.length, 100000);
      assert.deepStrictEqual(rows[99999], [100000, 'row 100000']);
    });
  }),

  multi_statements: () => withClient(async (c) => {
    const results = await text(c, 'select 1; do 0; select 2, 3');
    assert.deepStrictEqual([results[0], results[1].affectedRows, results[2]], [[[1]], 0, [[2, 3]]]);
    await refused(1146, c.query('select 1; select * from nowhere; select 3'));
    assert.deepStrictEqual(await text(c, 'select 4'), [[4]]);
  }, { multipleStatements: true }),

  single_statement: () => withClient(async (c) => {
    await refused(1064, c.query('select 1; select 2'));
    assert.deepStrictEqual(await text(c, 'select 5;'), [[5]]);
  }),

  call: () => withClient(async (c) => {
    await both(async (run) => {
      await text(c, "set @label = 'label'");
      const results = run === text
        ? await run(c, 'call two_results(3, @total, @label)')
        : await run(c, 'call two_results(?, @total, @label)', [3]);
      assert.deepStrictEqual(results.slice(0, 2), [[[3, 'item 3'], [4, 'item 4']], [[0], [1], [2]]]);
      if (!POLICY) assert.deepStrictEqual(await text(c, 'select @total, @label'), [[42, '<label>']]);
    });
    await refused(1644, c.query('call complain()'));
  }),

  transactions: () => withClient(async (c) => {
    const count = async () => (await binary(c, 'select count(*) from scratch where value = ?', [MARK]))[0][0];
    const insert = () => binary(c, 'insert into scratch values (?, ?)', [-1, MARK]);
    await c.beginTransaction();
    assert.strictEqual((await insert()).affectedRows, 1);
    await refused(1146, c.query('select * from nowhere'));
    assert.strictEqual(await count(), 1);
    await c.rollback();
    assert.strictEqual(await count(), 0);
    await c.beginTransaction();
    await insert();
    await c.query('savepoint s');
    await insert();
    await c.query('rollback to savepoint s');
    await c.commit();
    assert.strictEqual(await count(), 1);
    assert.strictEqual((await binary(c, 'delete from scratch where value = ?', [MARK])).affectedRows, 1);
  }),

  errors: () => withClient(async (c) => {
    const error = await refused(1146, c.query('select * from nowhere'));
    assert.match(error.message, /nowhere/);
    assert.strictEqual(error.sqlState, '42S02');
    await refused(1146, c.execute('select * from nowhere'));
    await refused(1064, c.query('selec 1'));
    await refused(1064, c.execute('selec 1'));
    await refused(1062, c.execute('insert into orders (id) values (?)', [1]));
    await both(async (run) => assert.deepStrictEqual(await run(c, 'select 4'), [[4]]));
    await refused(1045, withClient(() => null, { password: 'wrong' }));
  }),

  queue: () => withClient(async (c) => {
    // The driver queues: what must hold is that answers stay with their questions when all are asked at once.
    const asked = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? text : binary)(c, 'select ?', [i]));
    const failing = refused(1146, c.query('select * from nowhere'));
    const answers = await Promise.all(asked);
    await failing;
    answers.forEach(([[value]], i) => assert.strictEqual(Number(value), i));
  }),

  change_user: () => withClient(async (c) => {
    const [[before]] = await text(c, 'select connection_id()');
    await text(c, 'set @mine = 1');
    await c.changeUser({ user: process.env.DB_USER, password: process.env.DB_PASSWORD, database: 'elsewhere' });
    assert.deepStrictEqual(await text(c, 'select database(), @mine, connection_id()'), [['elsewhere', null, before]]);
    await both(async (run) => assert.deepStrictEqual(await run(c, 'select 6'), [[6]]));
  }),

  reset: () => withClient(async (c) => {
    await text(c, 'set @mine = 1');
    await text(c, 'create temporary table gone (id int)');
    await binary(c, 'select ?', [1]);
    await c.reset();
    assert.deepStrictEqual(await text(c, 'select database(), @mine'), [['shop', null]]);
    await refused(1146, c.query('select * from gone'));
    assert.deepStrictEqual(await binary(c, 'select 7'), [[7]]);
  }),

  load_data: () => withClient(async (c) => {
    const lines = Buffer.from(Array.from({ length: 50000 }, (_, i) => `${i}\t${MARK}\n`).join(''));
    const halves = () => Readable.from([lines.subarray(0, 400000), lines.subarray(400000)]);
    const load = (table, source) => c.query({ sql: `load data local infile 'any name' into table ${table}`, infileStreamFactory: source });
    assert.strictEqual((await load('scratch', halves))[0].affectedRows, 50000);
    assert.strictEqual((await text(c, 'delete from scratch where value = ?', [MARK])).affectedRows, 50000);
    assert.strictEqual((await load('scratch', () => Readable.from([])))[0].affectedRows, 0);
    await refused(1146, load('nowhere', halves));
    assert.deepStrictEqual(await text(c, 'select 8'), [[8]]);
  }),

  concurrency: () => Promise.all(Array.from({ length: 30 }, (_, n) => withClient(async (c) => {
    for (let i = 0; i < 20; i++) {
      await both(async (run) => assert.deepStrictEqual((await run(c, 'select ?, ?', [n, i]))[0].map(Number), [n, i]));
    }
  }))),

  policy: () => withClient(async (c) => {
    if (!POLICY) {
      await both(async (run) => assert.strictEqual((await run(c, 'select ssn from customers where id = ?', [1]))[0][0], '123-45-6789'));
      return;
    }
    for (const drop of [() => c.query('drop table doomed'), () => c.execute('drop table doomed')]) {
      const error = await refused(1142, drop());
      assert.ok(error.message.startsWith('blocked by policy "no-drop": '), error.message);
    }
    await both(async (run) => {
      const rows = await run(c, 'select id, ssn from customers where id = ?', [1]);
      assert.strictEqual(rows.length, 1);
      assert.ok(rows[0][1] !== '123-45-6789' && rows[0][1].endsWith('6789'), rows[0][1]);
      assert.deepStrictEqual(await run(c, 'select 1'), [[1]]);
    });
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
