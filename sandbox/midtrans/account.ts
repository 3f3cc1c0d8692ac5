/** The simulated merchant; public on purpose. */
export const MIDTRANS_KEYS = {
  serverKey: 'SB-Mid-server-GeraiUji0001',
  clientKey: 'SB-Mid-client-GeraiUji0001',
  merchantId: 'G000000000',
};
