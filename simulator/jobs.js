// Paid jobs and their lives. A job's status is computed from its start and end whenever somebody asks; one timer, armed for
// the next end, settles jobs so that webhooks and callbacks leave on time.
const { randomUUID } = require('node:crypto');
const { Heap } = require('./heap');
const { ApiError } = require('./errors');

/**
 * What is known of each kind: the words of its life (`done` and `failed` where they are not completed and failed), whether it counts against the concurrency limit, its price in credits
 * per second of result (or per call), and the result's usual length when nothing says more.
 */
const kinds = {
	video: { busy: ['pending', 'processing'], counted: true, perSecond: 0.1 },
	videoAgent: { busy: ['thinking', 'generating'], counted: true, perSecond: 0.0666 },
	translation: { busy: ['pending', 'running'], counted: true, perSecond: 0.05 },
	proofread: { busy: ['processing'], counted: true, perSecond: 0.0083 },
	lipsync: { busy: ['pending', 'running'], counted: true, perSecond: 0.05 },
	avatar: { busy: ['processing'], counted: false, perCall: 1 },
	voiceClone: { busy: ['processing'], counted: false, perCall: 0, done: 'complete' },
	aiClipping: { busy: ['pending', 'running'], counted: true, perSecond: 0.05 },
	backgroundRemoval: { busy: ['pending', 'processing'], counted: true, perSecond: 0.05 },
	hyperFrames: { busy: ['queued', 'rendering'], counted: true, perSecond: 0.05 },
	modelVideo: { busy: ['pending', 'processing'], counted: true, perSecond: 0.06 },
	modelImage: { busy: ['pending'], counted: true, perCall: 0 },
	modelVoice: {
		busy: ['PENDING'],
		counted: false,
		perCall: 0,
		done: 'ACTIVE',
		failed: 'FAILED',
	},
	fillerWordRemoval: { busy: ['pending', 'running'], counted: true, perSecond: 0.01 },
	brandKit: { busy: ['loading'], counted: false, perCall: 0, failed: 'error' },
	speech: { busy: ['processing'], counted: false, perSecond: 0.000333 },
};

class Jobs {
	/** @param {{config: object, onEnd: (job: object) => void}} sim */
	constructor({ config, onEnd }) {
		this.config = config;
		this.onEnd = onEnd;
		this.reset();
	}

	reset() {
		clearTimeout(this.timer);
		this.byId = new Map();
		this.all = [];
		this.lists = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
		this.ends = new Heap();
		this.active = 0;
		this.plans = [];
	}

	/** Throws what HeyGen answers when an account may not start one more job. */
	admit(kind, howMany = 1) {
		const { creditLimit, concurrency, retryAfter } = this.config;
		if (creditLimit !== null && this.all.length + howMany > creditLimit) {
			throw new ApiError(
				'insufficient_credit',
				'Your account has insufficient credits for this request.',
			);
		}
		this.settle();
		if (!kinds[kind]?.counted || this.active < concurrency) return;
		const wait = Math.max(1, Math.ceil(((this.ends.first?.at ?? Date.now()) - Date.now()) / 1000));
		const header =
			{
				null: undefined,
				auto: String(wait),
				date: new Date(Date.now() + wait * 1000).toUTCString(),
			}[retryAfter] ?? retryAfter;
		throw new ApiError(
			'rate_limit_exceeded',
			`You have reached the limit of ${concurrency} concurrent jobs.`,
			{
				headers: header === undefined || header === null ? {} : { 'retry-after': String(header) },
			},
		);
	}

	/**
	 * Accepts a job: from here on it is paid.
	 * @param {string} kind
	 * @param {{body: object, seconds?: number, key?: string, startAt?: number, batch?: object, id?: string, rate?: number, part?: boolean, hold?: string, instant?: boolean}} facts
	 *        `seconds`: length of the result; `startAt`: when HeyGen's queue gets to it (ms); `part`: belongs to a job that is
	 *        paid already; `hold`: the status in which it waits for a person; `instant`: done at once
	 */
	accept(
		kind,
		{
			body,
			seconds = 10,
			key,
			startAt,
			batch,
			id = newId(),
			rate,
			part = false,
			hold,
			instant = false,
			...more
		},
	) {
		const { perSecond = 0, perCall } = kinds[kind];
		const now = Date.now();
		const job = {
			kind,
			id,
			body,
			batch,
			key,
			...more,
			seconds,
			position: this.lists[kind].length,
			credits: perCall ?? Math.round(seconds * (rate ?? perSecond) * 1e4) / 1e4,
			createdAt: now,
			startAt: startAt ?? now,
			endAt: Infinity,
			failure: null,
			part,
			hold,
			twins: [],
			counted: kinds[kind].counted && !batch && !part,
		};
		job.endAt = instant
			? job.startAt
			: hold || this.config.neverEnd
				? Infinity
				: job.startAt + this.config.jobSeconds * 1000;
		if (!part) {
			for (const plan of [
				...this.config.failJobs.map((one) => ({ kind: 'failJob', ...one })),
				...this.plans,
			])
				this.#apply(plan, job);
			this.all.push(job);
		}
		this.lists[kind].push(job);
		this.byId.set(id, job);
		if (job.counted) this.active += 1;
		this.#schedule(job);
		return job;
	}

	/** A planned fate: it names jobs by their script (or any text of their body), their index since the reset, or their kind. */
	#apply(plan, job) {
		const { match = {}, times = 'always' } = plan;
		const { script, index, jobKind } = match;
		if (times !== 'always' && (plan.used ?? 0) >= times) return;
		if (index !== undefined && index !== this.all.length) return;
		if (jobKind !== undefined && jobKind !== job.kind) return;
		if (
			script !== undefined &&
			!JSON.stringify(job.body).includes(JSON.stringify(script).slice(1, -1))
		)
			return;
		if (plan.used !== undefined) plan.used += 1;
		if (plan.kind === 'failJob') job.failure = failureOf(plan);
		if (plan.kind === 'neverEnd') job.endAt = Infinity;
		if (plan.kind === 'slowJob') job.endAt = job.startAt + plan.seconds * 1000;
		if (plan.kind === 'oddStatus') job.odd = plan.status ?? 'polishing';
		if (plan.kind === 'oddDone') job.doneWord = plan.status ?? 'succeeded';
		if (plan.kind === 'lateResult')
			job.lateMs = plan.seconds === undefined ? Infinity : plan.seconds * 1000;
	}

	/** A part of a job that has a life of its own, such as the video of an agent's session: they end together. */
	twin(job, part) {
		Object.assign(part, { failure: job.failure, endAt: job.endAt });
		job.twins.push(part);
		part.twins.push(job);
		this.#schedule(part);
	}

	/** The person has answered: a job that was held starts now. */
	release(job) {
		if (!job.hold) return;
		job.hold = undefined;
		for (const one of [job, ...job.twins]) {
			one.startAt = Date.now();
			one.endAt = this.config.neverEnd ? Infinity : one.startAt + this.config.jobSeconds * 1000;
			this.#schedule(one);
		}
	}

	#schedule(job) {
		if (job.endAt === Infinity) return;
		this.ends.push({ at: job.endAt, job });
		if (this.ends.first.job === job) this.#arm();
	}

	#arm() {
		clearTimeout(this.timer);
		if (!this.ends.first) return;
		const ms = Math.min(Math.max(this.ends.first.at - Date.now(), 0), 2 ** 31 - 1);
		this.timer = setTimeout(() => {
			this.settle();
			this.#arm();
		}, ms);
		this.timer.unref();
	}

	/** Settles every job whose end has come: frees its slot and tells those who asked to be told. */
	settle() {
		const now = Date.now();
		while (this.ends.first && this.ends.first.at <= now) {
			const { at, job } = this.ends.pop();
			if (at === job.endAt) this.#settled(job);
		}
	}

	#settled(job) {
		if (job.settled) return;
		job.settled = true;
		this.#release(job);
		this.onEnd(job);
	}

	#release(job) {
		if (job.counted) this.active -= 1;
		job.counted = false;
	}

	/**
	 * Ends a job now.
	 * @param {string} id
	 * @param {{status?: string, failure_code?: string|null, failure_message?: string|null}} [end]
	 */
	finish(id, end = {}) {
		const job = this.byId.get(id);
		if (!job) throw new ApiError('not_found', `No job has the id '${id}'`);
		const done = kinds[job.kind].done ?? 'completed';
		const status = end.status ?? (end.failure_code || end.failure_message ? 'failed' : done);
		job.endAt = Math.min(job.endAt, Date.now());
		job.startAt = Math.min(job.startAt, job.endAt);
		job.failure = status === 'failed' ? failureOf(end) : null;
		job.endStatus = status === 'failed' ? undefined : status;
		this.#settled(job);
		for (const twin of job.twins) if (!twin.settled) this.finish(twin.id, end);
		return job;
	}

	remove(job) {
		job.deleted = true;
		this.#release(job);
	}

	/** @param {string} id @param {string} kind @param {string} notFound error code */
	get(id, kind, notFound) {
		const job = this.byId.get(id);
		if (!job || job.kind !== kind || job.deleted)
			throw new ApiError(notFound, `No such ${kind}: '${id}'`);
		return job;
	}

	isOver(job, now = Date.now()) {
		return now >= job.endAt;
	}

	succeeded(job, now = Date.now()) {
		const { done = 'completed' } = kinds[job.kind];
		return this.isOver(job, now) && !job.failure && (job.endStatus ?? done) === done;
	}

	/** The word that this kind of job uses for where it is in its life. */
	status(job, now = Date.now()) {
		const { busy, done = 'completed', failed = 'failed' } = kinds[job.kind];
		if (now >= job.endAt) {
			if (job.failure) return failed;
			return this.succeeded(job, now) ? (job.doneWord ?? done) : job.endStatus;
		}
		if (job.hold) return job.hold;
		const part = Number.isFinite(job.endAt)
			? Math.max(0, (now - job.startAt) / (job.endAt - job.startAt))
			: 0.5;
		const odd = job.odd ?? this.config.unknownStatus;
		if (odd && part >= 1 / 3 && part < 2 / 3) return odd;
		return busy[Math.min(busy.length - 1, Math.floor(part * busy.length))];
	}

	/** The same in the words of the bulk status endpoints; a planned odd one shows here too. */
	bulkStatus(job, now = Date.now()) {
		if (now >= job.endAt)
			return job.failure || job.endStatus === 'cancelled'
				? 'failed'
				: (job.doneWord ?? 'completed');
		const word = this.status(job, now);
		if (word === (job.odd ?? this.config.unknownStatus)) return word;
		return now < job.startAt || word === 'pending' ? 'queued' : 'processing';
	}

	/** What was accepted, for whoever counts money. */
	report() {
		return this.all.map((job) => ({
			kind: job.kind,
			id: job.id,
			idempotencyKey: job.key ?? null,
			createdAt: job.createdAt,
			status: this.status(job),
			credits: job.credits,
			...(job.batch && { batchId: job.batch.id }),
			body: job.body,
		}));
	}

	paid() {
		const now = Date.now();
		const byKind = {};
		let credits = 0;
		let refunded = 0;
		for (const job of this.all) {
			byKind[job.kind] = (byKind[job.kind] ?? 0) + 1;
			if (this.bulkStatus(job, now) === 'failed') refunded += 1;
			else credits += job.credits;
		}
		return { count: this.all.length, credits: Math.round(credits * 1e4) / 1e4, refunded, byKind };
	}
}

const newId = () => randomUUID().replaceAll('-', '');

const failureOf = ({
	failure_code = 'rendering_failed',
	failure_message = 'The video could not be rendered.',
}) => ({ code: failure_code, message: failure_message });

module.exports = { Jobs, kinds, newId };
