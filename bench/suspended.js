// What sleeping executions cost: resident and live memory of n8n, rows and bytes of its database, and the time from HeyGen's callback to the resumed item.
//   node bench/suspended.js [executions …]        default: 100 1000
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { promisify } = require('node:util');
const { installN8n } = require('../real-n8n/install');
const { addressAt, publicName } = require('../real-n8n/publicName');
const { freePort, startN8n } = require('../real-n8n/start');
const { startSimulator } = require('../simulator');

const steps = process.argv.slice(2).map(Number);
const COUNTS = steps.length ? steps : [100, 1000];
/** How many sleepers are woken for the time from callback to item. */
const WOKEN = 20;
/** Executions before the first measurement, and how long n8n rests before each, in milliseconds. */
const WARM_UP = 200;
const QUIET_MS = 25_000;
const NODE_TYPE = 'n8n-nodes-heygen-video.heyGen';
const byId = (value) => ({ __rl: true, mode: 'id', value });
const round = (number) => Math.round(number * 10) / 10;

/** What a process holds after a collection of garbage (collect.js), in MB. */
async function memoryOf(pid, file) {
  fs.rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  while (!fs.existsSync(file)) await wait(100);
  await wait(500);
  const { rss, heapUsed, external } = JSON.parse(fs.readFileSync(file, 'utf8'));
  return { rss: rss / 2 ** 20, live: (heapUsed + external) / 2 ** 20 };
}

async function main() {
  const port = await freePort();
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'memory-')), 'usage.json');
  const settings = publicName(port);
  const n8n = await startN8n({ port, env: { ...settings, MEMORY_FILE: file, NODE_OPTIONS: `${settings.NODE_OPTIONS} --require ${JSON.stringify(path.join(__dirname, 'collect.js'))}` } });
  const most = Math.max(...COUNTS);
  const sim = await startSimulator({ jobSeconds: 36_000, concurrency: most + WARM_UP, callbacks: true, webhookHosts: { [addressAt(port)]: n8n.url }, webhookConnections: 1 });
  // Read with the Node of n8n, which brings SQLite along.
  const { node } = await installN8n();
  const database = path.join(n8n.userFolder, '.n8n', 'database.sqlite');
  const reader = "const [file, sql] = process.argv.slice(1); const { DatabaseSync } = require('node:sqlite'); console.log(JSON.stringify(new DatabaseSync(file, { readOnly: true }).prepare(sql).all()))";
  const query = async (sql) => JSON.parse((await promisify(execFile)(node, ['-e', reader, database, sql])).stdout);
  try {
    await n8n.rest.login();
    const credential = await n8n.rest.createCredential({ name: 'Simulator', type: 'heyGenVideoApi', data: { apiKey: sim.apiKey, baseUrl: sim.url } });
    const { looks, voices } = sim.catalogue();
    const nodes = [
      { name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: 'asleep', parameters: { httpMethod: 'POST', path: 'asleep', options: {} } },
      { name: 'Create', type: NODE_TYPE, typeVersion: 1, credentials: { heyGenVideoApi: {} }, parameters: { resource: 'video', operation: 'createAvatar', avatarId: byId(looks.find(({ status }) => status === 'completed').id), voiceId: byId(voices[0].voice_id), script: 'A script', completion: 'suspend', maxWaitMinutes: 600 } },
      { name: 'Done', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
    ];
    const to = (node) => ({ main: [[{ node, type: 'main', index: 0 }]] });
    const workflow = await n8n.rest.createWorkflow({ name: 'Asleep', nodes: nodes.map((node, n) => ({ id: `node-${n}`, position: [n * 200, 0], ...node })), connections: { Webhook: to('Create'), Create: to('Done') }, settings: { executionOrder: 'v1' } }, [credential]);
    await n8n.rest.activate(workflow);
    const start = async () => (await fetch(`${n8n.url}/webhook/asleep`, { method: 'POST' })).status === 200;
    const waiting = async () => (await query("SELECT count(*) AS n FROM execution_entity WHERE status = 'waiting'"))[0].n;
    const stored = async () => (await query('SELECT (SELECT count(*) FROM execution_entity) AS executions, (SELECT count(*) FROM execution_data) AS data, (SELECT coalesce(sum(length(data) + length(workflowData)), 0) FROM execution_data) AS bytes'))[0];

    const sleepUntilThereAre = async (count) => {
      for (let running = await waiting(); running < count; running = await waiting()) {
        await Promise.all(Array.from({ length: Math.min(10, count - running) }, start));
        await wait(300);
      }
    };
    /** Resident memory of an n8n that has just been started, in MB. */
    const startedAnew = async () => {
      await n8n.restart();
      await wait(QUIET_MS);
      return (await memoryOf(n8n.main.pid, file)).rss;
    };
    // Some executions from end to end first, so that n8n is as warm as in use before its memory is read.
    while (!(await start())) await wait(200);
    await sleepUntilThereAre(WARM_UP);
    for (const { id } of sim.jobs()) sim.finish(id);
    while ((await waiting()) > 0) await wait(200);
    await wait(QUIET_MS);
    const idle = await memoryOf(n8n.main.pid, file);
    const alone = await startedAnew();

    const before = await stored();
    const report = [{ suspended: 0, 'resident MB': round(idle.rss), 'over idle MB': 0, 'live MB over idle': 0, 'execution rows': 0, 'data rows': 0, 'bytes each': 0 }];
    for (const count of COUNTS) {
      await sleepUntilThereAre(count);
      await wait(QUIET_MS);
      const memory = await memoryOf(n8n.main.pid, file);
      const now = await stored();
      const sleepers = await waiting();
      report.push({ suspended: sleepers, 'resident MB': round(memory.rss), 'over idle MB': round(memory.rss - idle.rss), 'live MB over idle': round(memory.live - idle.live), 'execution rows': now.executions - before.executions, 'data rows': now.data - before.data, 'bytes each': Math.round((now.bytes - before.bytes) / sleepers) });
    }
    console.table(report);

    // One after the other, with all the others asleep: from HeyGen's call to the item in the next node.
    const times = [];
    for (const { id } of sim.jobs().filter(({ status }) => status !== 'completed').slice(0, WOKEN)) {
      sim.finish(id);
      const called = Date.now();
      const { body } = sim.jobs().find((one) => one.id === id);
      const execution = /webhook-waiting\/(\d+)\//.exec(body.callback_url)[1];
      const { data } = await n8n.rest.waitForExecution(execution);
      times.push(data.resultData.runData.Done[0].startTime - called);
    }
    times.sort((a, b) => a - b);
    const asleep = await waiting();
    console.log(`Started anew: ${round(alone)} MB resident with none asleep, ${round(await startedAnew())} MB with ${asleep} asleep`);
    console.log(`From callback to the next node, ${times.length} times: median ${times[times.length >> 1]} ms, longest ${times.at(-1)} ms`);
  } finally {
    await n8n.stop();
    await sim.stop();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
