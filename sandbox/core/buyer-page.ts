import type { Call, Handler, Reply } from './http.ts';
import { type Html, html, page, rupiah, two, webAddress } from './page.ts';
import type { Payable } from './payable.ts';

interface BuyerPage {
  vendorTitle: string;
  payable: Payable;
  /** what the buyer may choose to pay with; none leaves only "pay" */
  choices?: { value: string; label: string }[];
  /** where the browser goes afterwards, by outcome */
  back: { paid?: string; failed?: string };
  /** tells the vendor's record what was chosen, before it is paid */
  choose?: (value: string) => void;
}

/** The two handlers of a hosted payment page as a buyer sees it: GET shows it, POST pays or declines. */
export function buyerHandlers(find: (call: Call) => BuyerPage | null | undefined): {
  show: Handler;
  act: Handler;
} {
  const show = (call: Call): Reply => {
    const found = find(call);
    return found ? buyerPage(found) : gone();
  };
  const act = (call: Call): Reply => {
    const found = find(call);
    if (!found) return gone();
    const form = new URLSearchParams(call.raw.toString('utf8'));
    const choice = form.get('choice');
    if (choice && found.choices?.some(({ value }) => value === choice)) found.choose?.(choice);
    const action = form.get('do') === 'decline' ? 'decline' : 'pay';
    const result = found.payable.act(action, {});
    return buyerPage(found, result.ok ? (result.note ?? null) : result.reason);
  };
  return { show, act };
}

function buyerPage(
  { vendorTitle, payable, choices = [], back }: BuyerPage,
  said: string | null = null,
): Reply {
  const open = payable.actions().includes('pay') && payable.state !== 'expired';
  return page(
    `${vendorTitle} · ${payable.order}`,
    html`<h1>${vendorTitle}</h1>
<section class="card">
<p>${two('Pembayaran untuk', 'Payment for')} <strong>${payable.order}</strong></p>
<p class="amount">${rupiah(payable.amount)}</p>
<p><span class="state ${payable.state}">${payable.label}</span></p>
${said && html`<p class="said" role="status">${said}</p>`}
${payable.codes.filter((code) => code.length < 40).map((code) => html`<p>${two('Kode bayar', 'Payment code')}: <strong>${code}</strong></p>`)}
${open ? form(choices) : outcome(payable, back)}
</section>`,
  );
}

function form(choices: { value: string; label: string }[]): Html {
  return html`<form method="post">
${choices.length > 0 && html`<label>${two('Bayar dengan', 'Pay with')}<select name="choice">${choices.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}</select></label>`}
<p class="row"><button class="primary" name="do" value="pay">${two('Bayar', 'Pay')}</button>
<button name="do" value="decline">${two('Tolak', 'Decline')}</button></p></form>`;
}

function outcome(payable: Payable, back: { paid?: string; failed?: string }): Html {
  const target = webAddress(
    (payable.state === 'paid' || payable.state === 'held' ? back.paid : back.failed) ?? '',
  );
  return html`<p>${
    payable.state === 'paid'
      ? two('Pembayaran diterima.', 'Payment received.')
      : two('Halaman ini tidak bisa dibayar lagi.', 'This page can no longer be paid.')
  }</p>${target && html`<p><a class="button" href="${target}">${two('Kembali ke toko', 'Back to the shop')}</a></p>`}`;
}

function gone(): Reply {
  return page(
    '404',
    html`<h1>${two('Halaman pembayaran tidak ditemukan', 'No such payment page')}</h1>`,
    404,
  );
}
