import { parseArgs } from 'node:util';
import { startSandbox } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4300' },
    host: { type: 'string', default: '127.0.0.1' },
    shop: { type: 'string', default: 'http://127.0.0.1:3000' },
    speed: { type: 'string', default: '60' },
    'any-webhook-host': { type: 'boolean', default: false },
  },
});

const sandbox = await startSandbox({
  port: Number(values.port),
  host: values.host,
  webhookBase: values.shop,
  speed: Number(values.speed),
  anyWebhookHost: values['any-webhook-host'],
});

console.log(`Kendali / control:        ${sandbox.url}/control`);
console.log(`HP pelanggan / phone:     ${sandbox.url}/phone`);
for (const vendor of sandbox.control.vendors) {
  console.log(`\n${vendor.title}: ${sandbox.url}/${vendor.id}`);
  for (const [name, value] of Object.entries(vendor.keys)) console.log(`  ${name}: ${value}`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
