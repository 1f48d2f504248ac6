// Loaded into n8n before its own code: ends n8n, and the task runners that it started, as soon as the process that
// started n8n is gone, however that ended. The pipe on file descriptor 3 is closed by the system then.
const net = require('node:net');

const parent = new net.Socket({ fd: 3 });
parent.on('error', () => {});
parent.on('close', () => {
	// n8n leads its process group (it is spawned detached); Windows knows no such groups.
	if (process.platform === 'win32') process.exit(1);
	process.kill(-process.pid, 'SIGKILL');
});
parent.resume();
parent.unref();
