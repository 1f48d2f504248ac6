// The account's balance in one shape, whatever way HeyGen bills it (GET /v3/users/me).

type Body = Record<string, unknown>;

export interface Pool {
	name: string;
	remaining: number | null;
	resets_at: string | null;
}

/** Every field is always there; null where the billing type has no such thing or HeyGen did not say. */
export interface Balance {
	billing_type: 'wallet' | 'subscription' | 'usage_based' | null;
	unit: 'usd' | 'credits' | null;
	remaining: number | null;
	included: number | null;
	spent_usd: number | null;
	cap_usd: number | null;
	plan: string | null;
	/** A subscription's pools; `remaining` is their sum. */
	pools: Pool[];
	auto_reload: { enabled: boolean; threshold_usd: number | null; amount_usd: number | null } | null;
}

const object = (value: unknown): Body | undefined =>
	typeof value === 'object' && value !== null ? (value as Body) : undefined;
const number = (value: unknown) => (typeof value === 'number' ? value : null);
const text = (value: unknown) => (typeof value === 'string' ? value : null);

const nothing: Balance = {
	billing_type: null,
	unit: null,
	remaining: null,
	included: null,
	spent_usd: null,
	cap_usd: null,
	plan: null,
	pools: [],
	auto_reload: null,
};

function walletBalance(wallet: Body): Balance {
	const reload = object(wallet.auto_reload);
	return {
		...nothing,
		billing_type: 'wallet',
		unit: wallet.currency === 'usd' || wallet.currency === 'credits' ? wallet.currency : null,
		remaining: number(wallet.remaining_balance),
		auto_reload: reload
			? {
					enabled: reload.enabled === true,
					threshold_usd: number(reload.threshold_usd),
					amount_usd: number(reload.amount_usd),
				}
			: null,
	};
}

function subscriptionBalance(subscription: Body): Balance {
	const pools = Object.entries(object(subscription.credits) ?? {})
		.filter(([, pool]) => object(pool))
		.map(([name, pool]) => ({
			name: name.replace(/_credits$/, ''),
			remaining: number(object(pool)!.remaining),
			resets_at: text(object(pool)!.resets_at),
		}));
	const told = pools.filter(({ remaining }) => remaining !== null);
	return {
		...nothing,
		billing_type: 'subscription',
		unit: 'credits',
		remaining: told.length > 0 ? told.reduce((sum, pool) => sum + pool.remaining!, 0) : null,
		plan: text(subscription.plan),
		pools,
	};
}

const usageBalance = (usage: Body): Balance => ({
	...nothing,
	billing_type: 'usage_based',
	unit: 'credits',
	remaining: number(usage.remaining_credits),
	included: number(usage.included_credits),
	spent_usd: number(usage.spending_current_usd),
	cap_usd: number(usage.spending_cap_usd),
});

/** HeyGen names the billing, and the object of that name tells more; where it names none, the object that is there names it. */
const shapes = [
	['wallet', walletBalance],
	['subscription', subscriptionBalance],
	['usage_based', usageBalance],
] as const;

/** @param user `data` of GET /v3/users/me */
export function balanceOf(user: Body): Balance {
	const told = user.billing_type;
	const [type, shape] = shapes.find(([one]) => (told ? told === one : object(user[one]))) ?? [];
	if (!type || !shape) return nothing;
	const said = object(user[type]);
	return said ? shape(said) : { ...nothing, billing_type: type };
}
