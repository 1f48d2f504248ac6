// Loaded into a process whose memory is measured: told by SIGUSR2, it collects garbage and writes what it holds to the file MEMORY_FILE.
const fs = require('node:fs');
const v8 = require('node:v8');
const vm = require('node:vm');

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');
process.on('SIGUSR2', () => {
	for (let times = 0; times < 3; times++) collect();
	fs.writeFileSync(process.env.MEMORY_FILE, JSON.stringify(process.memoryUsage()));
});
