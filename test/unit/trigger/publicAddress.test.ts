// Which addresses HeyGen can reach, and the sentence for those that it cannot.
import { requirePublicAddress, whyUnreachable } from '../../../nodes/api/publicAddress';
import { node } from './fakes';

test.each([
	'https://n8n.example.com/webhook/x',
	'https://n8n.example.com:8443/webhook/x',
	'https://8.8.8.8/webhook/x',
	'https://172.32.0.1/x',
	'https://100.128.0.1/x',
	'https://[2001:db8::1]/x',
	'https://abc.ngrok-free.app/webhook/x',
	'https://private.example.com/x',
	'https://mycorp.example/x',
	'https://203.0.113.7:5678/x',
	'https://192.0.1.1/x',
	'https://198.20.0.1/x',
	'https://223.1.1.1/x',
	'https://homebrew.com/x',
	'https://lan.example.com/x',
])('%s is taken', (url) => {
	expect(whyUnreachable(url)).toBeUndefined();
});

test.each([
	'http://n8n.example.com/webhook/x',
	'https://localhost/x',
	'https://localhost:5678/x',
	'https://n8n/x',
	'https://n8n.local/x',
	'https://n8n.internal./x',
	'https://app.localhost/x',
	'https://n8n.localdomain/x',
	'https://n8n.home.arpa/x',
	'https://n8n.corp/x',
	'https://N8N.CORP/x',
	'https://n8n.private/x',
	'https://n8n.home/x',
	'https://n8n.lan/x',
	'https://n8n.invalid/x',
	'https://n8n.test/x',
	'https://n8n.onion/x',
	'https://localhost.localdomain/x',
	'https://192.0.0.8/x',
	'https://198.18.0.1/x',
	'https://224.0.0.1/x',
	'https://255.255.255.255/x',
	'https://0x7f.1/x',
	'https://[fec0::1]/x',
	'https://[ff02::1]/x',
	'http://203.0.113.7:5678/x',
	'http://[2001:db8::1]/x',
	'ftp://n8n.example.com/x',
	'https://n8n.intranet/x',
	'https://127.0.0.1/x',
	'https://0.0.0.0/x',
	'https://10.1.2.3/x',
	'https://172.16.0.1/x',
	'https://172.31.255.255/x',
	'https://192.168.1.5/x',
	'https://169.254.1.1/x',
	'https://100.64.0.1/x',
	'https://2130706433/x',
	'https://[::1]/x',
	'https://[fd00::1]/x',
	'https://[fe80::1]/x',
	'https://[::ffff:10.0.0.1]/x',
	'/webhook/x',
])('%s is refused with the way out', (url) => {
	const refusal = () => requirePublicAddress(node, url);
	expect(refusal).toThrow(`'${url}'`);
	expect(refusal).toThrow('WEBHOOK_URL');
	expect(refusal).toThrow('HeyGen Poll Trigger');
});
