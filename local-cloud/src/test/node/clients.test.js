// Google's unchanged Node clients do to the local cloud what a pipeline does. They find it by the variables that
// `run` exports.
import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {after, before, test} from 'node:test';
import {BigQuery} from '@google-cloud/bigquery';
import {Firestore} from '@google-cloud/firestore';
import {Storage} from '@google-cloud/storage';

const projectId = 'landfall-local';
const storage = new Storage({projectId});
const bigquery = new BigQuery({projectId});
const firestore = new Firestore({projectId});
const bucket = storage.bucket('landing');

before(() => {
  for (const service of ['STORAGE', 'BIGQUERY', 'FIRESTORE']) {
    assert.match(process.env[`${service}_EMULATOR_HOST`] ?? '', /127\.0\.0\.1:/, 'start this by ./run');
  }
});

after(() => firestore.terminate());

test('an upload arrives whole, in one piece or in many', async () => {
  const content = randomBytes(3 << 20);
  for (const resumable of [false, true]) {
    const file = bucket.file(`whole-${resumable}.bin`);
    await file.save(content, {resumable, chunkSize: 256 << 10, validation: 'crc32c', metadata: {metadata: {by: 'node'}}});
    const [downloaded] = await file.download({validation: 'crc32c'});
    assert.ok(content.equals(downloaded));
    const [metadata] = await file.getMetadata();
    assert.equal(metadata.metadata.by, 'node');
  }
  const [files] = await bucket.getFiles({prefix: 'whole-'});
  assert.deepEqual(files.map(file => file.name), ['whole-false.bin', 'whole-true.bin']);
});

test('what is there already is not overwritten by who says so', async () => {
  const file = bucket.file('once.txt');
  await file.save('first', {preconditionOpts: {ifGenerationMatch: 0}});
  const again = file.save('second', {resumable: false, preconditionOpts: {ifGenerationMatch: 0}});
  await assert.rejects(again, error => error.code === 412);
  const [content] = await file.download();
  assert.equal(content.toString(), 'first');
});

test('rows are loaded, merged and queried', async () => {
  const [dataset] = await bigquery.createDataset('sales', {location: 'US'});
  const schema = [
    {name: 'id', type: 'INTEGER', mode: 'REQUIRED'},
    {name: 'item', type: 'STRING'},
    {name: 'price', type: 'NUMERIC'},
  ];
  const [orders] = await dataset.createTable('orders', {schema, clustering: {fields: ['id']}});
  const file = bucket.file('orders.json');
  await file.save(
    [
      {id: 1, item: 'tea', price: '3.10'},
      {id: 2, item: 'milk', price: '1.05'},
    ]
      .map(row => JSON.stringify(row))
      .join('\n'),
  );
  const [loaded] = await orders.load(file, {sourceFormat: 'NEWLINE_DELIMITED_JSON'});
  assert.equal(loaded.status.errorResult, undefined);
  assert.equal(loaded.statistics.load.outputRows, '2');

  const [merge] = await bigquery.createQueryJob({
    query: `MERGE sales.orders T
      USING UNNEST([STRUCT(2 AS id, 'oat milk' AS item, NUMERIC '2.25' AS price), (3, 'bread', NUMERIC '4')]) S
      ON T.id = S.id
      WHEN MATCHED THEN UPDATE SET item = S.item, price = S.price
      WHEN NOT MATCHED THEN INSERT (id, item, price) VALUES (id, item, price)`,
    jobId: 'merge-once',
  });
  await merge.getQueryResults();
  const [merged] = await merge.getMetadata();
  assert.deepEqual(merged.statistics.query.dmlStats, {insertedRowCount: '1', updatedRowCount: '1', deletedRowCount: '0'});
  await assert.rejects(bigquery.createQueryJob({query: 'SELECT 1', jobId: 'merge-once'}), error => error.code === 409);

  const [rows] = await bigquery.query({
    query: 'SELECT id, item, price FROM sales.orders WHERE price > @least ORDER BY id',
    params: {least: 2},
  });
  assert.deepEqual(
    rows.map(row => [row.id, row.item, row.price.toString()]),
    [
      [1, 'tea', '3.1'],
      [2, 'oat milk', '2.25'],
      [3, 'bread', '4'],
    ],
  );
  const [all] = await orders.getRows({maxResults: 2, autoPaginate: true});
  assert.equal(all.length, 2);
});

test('contended transactions lose no update', async () => {
  const counter = firestore.doc('counters/one');
  await counter.set({n: 0});
  await Promise.all(
    Array.from({length: 5}, () =>
      firestore.runTransaction(
        async transaction => {
          const n = (await transaction.get(counter)).get('n');
          transaction.update(counter, {n: n + 1});
        },
        {maxAttempts: 20},
      ),
    ),
  );
  assert.equal((await counter.get()).get('n'), 5);
  await assert.rejects(counter.create({n: 0}), error => error.code === 6);
});

test('a listener sees rows come, change and go', async () => {
  const seen = [];
  let wake = () => {};
  const open = firestore.collection('orders').where('state', '==', 'open');
  const stop = open.onSnapshot(snapshot => {
    seen.push(...snapshot.docChanges().map(change => `${change.type} ${change.doc.id}`));
    wake();
  });
  const until = async expected => {
    while (seen.length < expected.length) {
      await new Promise(resolve => (wake = resolve));
    }
    assert.deepEqual(seen, expected);
  };
  const order = firestore.doc('orders/tea');
  await order.set({state: 'open', n: 1});
  await until(['added tea']);
  await order.update({n: 2});
  await until(['added tea', 'modified tea']);
  await order.update({state: 'closed'});
  await until(['added tea', 'modified tea', 'removed tea']);
  stop();
});
