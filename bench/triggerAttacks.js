// Shows what each kind of visitor is told at the HeyGen Trigger's address, and after how many milliseconds.
//   node bench/triggerAttacks.js [--rounds 5]
// The time is the middle of the rounds, on loopback, n8n's own part included; each round has a trigger of its own.
const { parseArgs } = require('node:util');
const { startSimulator } = require('../simulator');
const { deliver, newEvent, signed, startTriggerKit, trigger, until, visitors } = require('../test/e2e/triggerKit');

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const ROUNDS = Number(values.rounds);

async function main() {
  const simulator = await startSimulator();
  const kit = await startTriggerKit(simulator, { say: console.error });
  try {
    const table = new Map();
    for (let round = 0; round <= ROUNDS; round += 1) {
      const node = trigger({ options: { includeResource: false } });
      const workflow = await kit.workflow(node);
      const [{ secret }] = await kit.activate(workflow);
      await until('the trigger answers', async () => (await deliver(kit.url(node), signed(newEvent(), 'whsec_none'))).status === 401);
      for (const { name, delivery } of visitors(secret)) {
        const { status, ms } = await deliver(kit.url(node), delivery);
        const row = table.get(name) ?? { statuses: new Set(), times: [], runs: 0 };
        row.statuses.add(status);
        if (round > 0) row.times.push(ms); // the first round warms up
        table.set(name, row);
      }
      await kit.deactivate(workflow);
    }
    console.log(`n8n ${kit.n8n.version}, middle of ${ROUNDS} rounds`);
    console.table(Object.fromEntries([...table].map(([name, { statuses, times }]) => [name, { status: [...statuses].join(' '), ms: Math.round(times.sort((a, b) => a - b)[Math.floor(times.length / 2)]) }])));
  } finally {
    await kit.stop();
    await simulator.stop();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
