// Loaded into processes whose clock shall go faster: CLOCK_SPEED times as fast as since CLOCK_BEGAN, the same in all of them. Dates, timers and
// measured times go along; what a processor or a connection takes does not, so it counts that many times more: nothing looks better than it is.
const timers = require('node:timers');
const timersPromises = require('node:timers/promises');
const { promisify } = require('node:util');

const { CLOCK_SPEED, CLOCK_BEGAN } = process.env;
const [speed, began] = [Number(CLOCK_SPEED), Number(CLOCK_BEGAN)];

const now = Date.now.bind(Date);
Date.now = () => Math.round(began + (now() - began) * speed);
globalThis.Date = new Proxy(Date, {
	construct: (target, args, made) =>
		Reflect.construct(target, args.length ? args : [target.now()], made),
});

const measured = performance.now.bind(performance);
performance.now = () => measured() * speed;

const wait = timersPromises.setTimeout;
const waitFast = (milliseconds = 0, ...rest) => wait(milliseconds / speed, ...rest);
/** @type {any} */ (timersPromises).setTimeout = waitFast;
for (const name of ['setTimeout', 'setInterval']) {
	const start = timers[name];
	const fast = Object.assign(
		(work, milliseconds = 0, ...args) => start(work, milliseconds / speed, ...args),
		name === 'setTimeout' && { [promisify.custom]: waitFast },
	);
	/** @type {any} */ (timers)[name] = fast;
	globalThis[name] = fast;
}
