import type { Delivery } from '../core/deliveries.ts';
import { type Call, type Reply, Router } from '../core/http.ts';
import { type Html, html, page, rupiah, two } from '../core/page.ts';
import type { Payable } from '../core/payable.ts';
import { wib } from '../core/text.ts';
import { API_TROUBLES, WEBHOOK_TROUBLES } from '../core/trouble.ts';
import type { Vendor } from '../core/vendor.ts';
import type { Control } from './control.ts';
import { isAction, readSwitches } from './routes.ts';
import { ACTION_WORDS, API_WORDS, METHOD_WORDS, STATE_WORDS, WEBHOOK_WORDS } from './words.ts';

const SHOWN = 50;

/** The control page: vendors with their switches, transactions and webhooks, as plain forms. */
export function controlPages(control: Control): Router {
  const back = (path: string): Reply => ({ status: 303, headers: { location: path }, body: '' });
  const formOf = (call: Call) => new URLSearchParams(call.raw.toString('utf8'));
  return new Router()
    .on('GET', '/control', () => overview(control))
    .on('GET', '/control/vendors/:vendor', (call) => {
      const vendor = control.vendors.find(({ id }) => id === call.params.vendor);
      return vendor ? vendorPage(control, vendor) : back('/control');
    })
    .on('POST', '/control/vendors/:vendor', (call) => {
      const vendor = control.vendors.find(({ id }) => id === call.params.vendor);
      if (!vendor) return back('/control');
      const form = formOf(call);
      control.setNotificationUrl(vendor.id, form.get('notificationUrl')?.trim() ?? '');
      const times = (name: string) => Number(form.get(name)) || null;
      const changes = readSwitches({
        api: form.get('api'),
        apiMatch: form.get('apiMatch') ?? '',
        apiTimes: times('apiTimes'),
        webhooks: form.get('webhooks'),
        webhookTimes: times('webhookTimes'),
        limits: form.get('limits') === 'on',
      });
      if (typeof changes !== 'string') control.set(vendor.id, changes);
      return back(`/control/vendors/${vendor.id}`);
    })
    .on('POST', '/control/transactions/:vendor/:id/:action', (call) => {
      const { vendor = '', id = '', action = '' } = call.params;
      if (isAction(action)) control.act(vendor, id, action);
      return back(formOf(call).get('from') === 'vendor' ? `/control/vendors/${vendor}` : '/control');
    })
    .on('POST', '/control/deliveries/:id/resend', (call) => {
      control.resend(call.params.id ?? '');
      return back('/control');
    })
    .on('POST', '/control/clock', (call) => {
      const form = formOf(call);
      const minutes = Number(form.get('minutes'));
      if (minutes > 0) control.advance(minutes * 60_000);
      const speed = Number(form.get('speed'));
      if (speed >= 1) control.setSpeed(speed);
      return back('/control');
    })
    .on('POST', '/control/reset', () => {
      control.reset();
      return back('/control');
    });
}

function overview(control: Control): Reply {
  return page(
    'Kendali sandbox',
    html`<h1>${two('Kendali sandbox', 'Sandbox control')}</h1>
<h2>${two('Penyedia', 'Vendors')}</h2>
<ul class="cards">${control.vendors.map((vendor) => vendorCard(control, vendor))}</ul>
<h2>${two('Waktu', 'Time')}</h2>
<p>${two('Jam sandbox', 'Sandbox clock')}: <strong>${wib(control.now())}</strong> WIB</p>
<form class="grid" method="post" action="/control/clock">
<label>${two('Maju (menit)', 'Move forward (minutes)')}<input name="minutes" type="number" min="0" value="0"></label>
<label>${two('Kirim ulang webhook lebih cepat (kali)', 'Webhook retries sooner (times)')}<input name="speed" type="number" min="1" value="${control.speed()}"></label>
<p><button>${two('Terapkan', 'Apply')}</button></p></form>
<div data-live>
<h2>${two('Transaksi', 'Transactions')}</h2>
${transactionList(control.transactions().slice(0, SHOWN), 'overview')}
<h2>${two('Webhook terkirim', 'Webhook deliveries')}</h2>
${deliveryList(control.deliveries().slice(0, SHOWN))}
<h2>${two('Panggilan API', 'API calls')}</h2>
<ul class="cards">${control.calls.slice(0, 20).map((call) => html`<li>${wib(call.at)} · ${call.vendor} · ${call.method} ${call.path} → <strong>${call.status ?? '—'}</strong>${call.trouble !== 'none' && html` · ${two(...API_WORDS[call.trouble])}`}</li>`)}</ul>
</div>
<h2>${two('Mulai dari awal', 'Start over')}</h2>
<form method="post" action="/control/reset"><button>${two('Hapus semua transaksi dan gangguan', 'Forget all transactions and trouble')}</button></form>`,
  );
}

function vendorCard(control: Control, vendor: Vendor): Html {
  const { api, webhooks } = control.switches(vendor.id);
  const open = control.transactions(vendor.id).filter((entry) => entry.state === 'open').length;
  return html`<li class="card"><div class="row"><h3>${vendor.title}</h3>
${api !== 'none' && html`<span class="state failed">API: ${two(...API_WORDS[api])}</span>`}
${webhooks !== 'none' && html`<span class="state failed">Webhook: ${two(...WEBHOOK_WORDS[webhooks])}</span>`}</div>
<p>${open} ${two('menunggu dibayar', 'waiting to be paid')}</p>
<p><a class="button" href="/control/vendors/${vendor.id}">${two('Kunci dan gangguan', 'Keys and trouble')}</a></p></li>`;
}

function vendorPage(control: Control, vendor: Vendor): Reply {
  const own = control.switches(vendor.id);
  const choices = <T extends string>(
    all: readonly T[],
    words: Record<T, readonly [string, string]>,
    now: T,
  ) =>
    all.map((value) => {
      const [id, en] = words[value];
      return html`<option value="${value}" ${value === now && 'selected'}>${id} · ${en}</option>`;
    });
  return page(
    vendor.title,
    html`<h1>${vendor.title}</h1>
<h2>${two('Kunci uji', 'Test keys')}</h2>
<section class="card">${Object.entries(vendor.keys).map(([name, value]) => html`<p>${name}: <code>${value}</code></p>`)}</section>
<h2>${two('Alamat notifikasi dan gangguan', 'Notification address and trouble')}</h2>
<form class="card" method="post">
<label>${two('Alamat notifikasi (webhook)', 'Notification address (webhook)')}<input name="notificationUrl" inputmode="url" value="${control.notificationUrl(vendor.id) ?? ''}"></label>
<div class="grid">
<label>${two('Gangguan API', 'API trouble')}<select name="api">${choices(API_TROUBLES, API_WORDS, own.api)}</select></label>
<label>${two('Hanya untuk (metode atau jalur)', 'Only for (method or path)')}<input name="apiMatch" value="${own.apiMatch}"></label>
<label>${two('Berapa kali (kosong: terus)', 'How many times (empty: always)')}<input name="apiTimes" type="number" min="1" value="${own.apiTimes}"></label>
<label>${two('Gangguan webhook', 'Webhook trouble')}<select name="webhooks">${choices(WEBHOOK_TROUBLES, WEBHOOK_WORDS, own.webhooks)}</select></label>
<label>${two('Berapa kali (kosong: terus)', 'How many times (empty: always)')}<input name="webhookTimes" type="number" min="1" value="${own.webhookTimes}"></label>
<label class="check"><input type="checkbox" name="limits" ${own.limits && 'checked'}> <span>${two('Batas laju berlaku', 'Rate limits apply')}</span></label>
</div><p><button class="primary">${two('Simpan', 'Save')}</button></p></form>
<div data-live><h2>${two('Transaksi', 'Transactions')}</h2>
${transactionList(control.transactions(vendor.id).slice(0, SHOWN), 'vendor')}
<h2>${two('Webhook terkirim', 'Webhook deliveries')}</h2>
${deliveryList(
  control
    .deliveries()
    .filter((delivery) => delivery.vendor === vendor.id)
    .slice(0, SHOWN),
)}</div>`,
  );
}

function transactionList(entries: Payable[], from: string): Html {
  if (entries.length === 0) return html`<p>${two('Belum ada transaksi.', 'No transactions yet.')}</p>`;
  return html`<ul class="cards">${entries.map(
    (
      entry,
    ) => html`<li class="card"><div class="row"><h3>${entry.order}</h3><span class="state ${entry.state}">${two(...STATE_WORDS[entry.state])}</span></div>
<p>${entry.vendor} · ${two(...METHOD_WORDS[entry.method])} · <strong>${rupiah(entry.amount)}</strong> · <code>${entry.label}</code></p>
<p><small>${entry.id} · ${wib(entry.createdAt)}</small></p>
<p class="row"><a class="button" href="/phone/${entry.vendor}/${encodeURIComponent(entry.id)}">${two('Buka di HP', 'Open on the phone')}</a></p>
<details><summary>${two('Tindakan', 'Actions')}</summary><div class="row">${entry
      .actions()
      .map(
        (action) =>
          html`<form method="post" action="/control/transactions/${entry.vendor}/${encodeURIComponent(entry.id)}/${action}"><input type="hidden" name="from" value="${from}"><button>${two(...ACTION_WORDS[action])}</button></form>`,
      )}</div></details></li>`,
  )}</ul>`;
}

function deliveryList(deliveries: Delivery[]): Html {
  if (deliveries.length === 0) return html`<p>${two('Belum ada webhook.', 'No webhooks yet.')}</p>`;
  return html`<ul class="cards">${deliveries.map((delivery) => {
    const last = delivery.attempts.at(-1);
    return html`<li class="card"><div class="row"><h3>${delivery.vendor} · ${delivery.event}</h3><span class="state ${delivery.state}">${delivery.state}</span></div>
<p>${wib(delivery.createdAt)} · ${delivery.attempts.length} ${two('kali dicoba', 'attempts')}${last && html` · ${last.status ?? last.error}`}${delivery.trouble !== 'none' && html` · ${two(...WEBHOOK_WORDS[delivery.trouble])}`}${delivery.nextAt !== null && html` · ${two('berikutnya', 'next')} ${wib(delivery.nextAt)}`}</p>
<details><summary>${two('Isi', 'Contents')}</summary><p>${delivery.url ?? two('Alamat notifikasi belum diisi', 'No notification address entered')}</p><pre>${Object.entries(
      delivery.headers,
    )
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')}

${delivery.body}</pre><form method="post" action="/control/deliveries/${delivery.id}/resend"><button>${two('Kirim lagi', 'Send again')}</button></form></details></li>`;
  })}</ul>`;
}
