import type { Control } from '../control/control.ts';
import { isAction } from '../control/routes.ts';
import { ACTION_WORDS, METHOD_WORDS, STATE_WORDS } from '../control/words.ts';
import { type Call, type Reply, Router } from '../core/http.ts';
import { html, page, rupiah, two, webAddress } from '../core/page.ts';
import type { Action, Payable } from '../core/payable.ts';

/** What a customer's thumb can do; the rest belongs to the control page. */
const ON_THE_PHONE: Action[] = ['pay', 'decline', 'pay_late', 'pay_twice'];

/** The customer's phone: scan or paste a code, look at the bill, pay it or not. */
export function phonePages(control: Control): Router {
  return new Router()
    .on('GET', '/phone', (call) => home(control, call.query.get('code') ?? ''))
    .on('GET', '/phone/:vendor/:id', (call) => bill(control, call, null))
    .on('POST', '/phone/:vendor/:id', (call) => {
      const { vendor = '', id = '' } = call.params;
      const form = new URLSearchParams(call.raw.toString('utf8'));
      const action = form.get('do') ?? '';
      const amount = Number(form.get('amount'));
      if (!isAction(action) || !ON_THE_PHONE.includes(action)) return bill(control, call, null);
      const result = control.act(vendor, id, action, amount > 0 ? { amount: Math.trunc(amount) } : {});
      return bill(control, call, result.ok ? (result.note ?? '') : result.reason);
    });
}

function home(control: Control, code: string): Reply {
  const found = code ? control.find(code) : [];
  const [only] = found;
  if (only && found.length === 1) return { status: 303, headers: { location: addressOf(only) }, body: '' };
  const open = control.transactions().filter((entry) => entry.actions().some(isForPhone));
  return page(
    'HP pelanggan',
    html`<h1>${two('HP pelanggan', 'Customer’s phone')}</h1>
<form class="card" method="get" action="/phone">
<label>${two('Kode QR, nomor VA, atau nomor pesanan', 'QR code, account number or order number')}<input name="code" value="${code}" autocomplete="off" autocapitalize="off" spellcheck="false"></label>
<p><button class="primary">${two('Buka tagihan', 'Open the bill')}</button></p>
<div data-scan hidden><p class="row"><button type="button" data-scan-camera>${two('Pindai dengan kamera', 'Scan with the camera')}</button></p>
<label>${two('Atau pilih gambar kode', 'Or choose a picture of the code')}<input type="file" accept="image/*" data-scan-file></label>
<p data-scan-none hidden>${two('Tidak ada kode QR di gambar itu.', 'No QR code in that picture.')}</p><video hidden muted playsinline></video></div>
${code && found.length === 0 && html`<p class="said" role="status">${two('Kode ini tidak dikenal di sandbox. Kode asli tidak bisa dibayar di sini.', 'The sandbox does not know this code. Real codes cannot be paid here.')}</p>`}
</form>
<div data-live><h2>${two('Tagihan', 'Bills')}</h2>
${
  (found.length > 0 ? found : open).length === 0
    ? html`<p>${two('Belum ada yang harus dibayar. Buat pembayaran di kasir dulu.', 'Nothing to pay yet. Start a payment at the till first.')}</p>`
    : html`<ul class="cards">${(found.length > 0 ? found : open).slice(0, 30).map(
        (
          entry,
        ) => html`<li class="card"><div class="row"><h3>${entry.order}</h3><span class="state ${entry.state}">${two(...STATE_WORDS[entry.state])}</span></div>
<p class="amount">${rupiah(entry.amount)}</p><p>${two(...METHOD_WORDS[entry.method])} · ${entry.vendor}</p>
<p><a class="button" href="${addressOf(entry)}">${two('Buka', 'Open')}</a></p></li>`,
      )}</ul>`
}</div>`,
  );
}

function bill(control: Control, call: Call, said: string | null): Reply {
  const entry = control.get(call.params.vendor ?? '', call.params.id ?? '');
  if (!entry)
    return page(
      '404',
      html`<h1>${two('Tagihan tidak ditemukan', 'No such bill')}</h1><p><a class="button" href="/phone">${two('Kembali', 'Back')}</a></p>`,
      404,
    );
  const actions = entry.actions().filter(isForPhone);
  const target = webAddress(entry.pageUrl ?? '');
  return page(
    entry.order,
    html`<h1>${two('Tagihan', 'Bill')} ${entry.order}</h1>
<section class="card"><p>WARUNG GERAI UJI</p><p class="amount">${rupiah(entry.amount)}</p>
<p>${two(...METHOD_WORDS[entry.method])} · ${entry.vendor} · <span class="state ${entry.state}">${two(...STATE_WORDS[entry.state])}</span></p>
${said !== null && html`<p class="said" role="status">${said || two('Selesai.', 'Done.')}</p>`}
${target && html`<p><a class="button" href="${target}">${two('Buka halaman bayar', 'Open the payment page')}</a></p>`}
<form method="post">
${entry.amount === null && actions.includes('pay') && html`<label>${two('Jumlah', 'Amount')}<input name="amount" type="number" min="1" required></label>`}
<p class="row">${actions.map((action) => html`<button class="${action === 'pay' && 'primary'}" name="do" value="${action}">${two(...ACTION_WORDS[action])}</button>`)}</p>
${actions.length === 0 && html`<p>${two('Tidak ada lagi yang bisa dilakukan.', 'Nothing more can be done.')}</p>`}</form></section>
<p><a class="button" href="/phone">${two('Tagihan lain', 'Other bills')}</a></p>`,
  );
}

function isForPhone(action: Action): boolean {
  return ON_THE_PHONE.includes(action);
}

function addressOf(entry: Payable): string {
  return `/phone/${entry.vendor}/${encodeURIComponent(entry.id)}`;
}
