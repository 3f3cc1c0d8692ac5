import { createPrivateKey, createPublicKey } from 'node:crypto';

/** A key pair that exists for tests only; here it stands for the shop's and for the acquirer's. */
const PRIVATE_DER =
  'MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDmnPRM7U20qX6K5N+9io1n3AEYtAO+/ZcNyZzi0dzdtDRkRF6ejVpwYAZUERjub8jax0QwEdkM2Z5zyX2jkP8jK1EUOlF8OqHeVoPkKp+ck7JSCuAB8dfocvpdqqf7bhudP3tDUtt3BJsmZR5836b9HFa9E3Vn+zZS9RWm4f15cLJsWbSh240135TvaNopDGIVMGDN0bKjOHiM9FLkXFL/IKhhKHUekkhP4WhINdaq3aFXplfhseo5vnAcDO5nIwAgD09k9YlsM/MNaNMt1jL/1Syp99lN0DZxSxdi12hvYnmioK+UnFUZZ21Tj+xWsXKqvVqTHy2Qx4C5TZylfyqfAgMBAAECggEAVpzATFwcASxfcH8BYUi2Tzmb19FUTtkjcHQ2TiIP19ykiLv85YOlYetOtSguuu6U+0Y33+30HRVmo4obe+ErUeQk8XntvMCwprbLllhD1iTKpnGbLF/OfWkhiyhbKt1x1Z9QBjsKXisGsmbsCm5dY1bPZPf38nOxNXsDBMh/0KnCdfFA7rrwLCYCoLd04SDNzwo0usBqA9r4brU8kcaZiszreZ6bpQzTX3HlVH0CeD5loDzYtBncBgqyuKWWIis5/dNAgei5CnarugnIZDYARj7dtAmn/MvSmidb4LoYGX2oNUCez4DBKEsZbG28za8F+dL0FE5CA9WaHPiAVPEo4QKBgQDzSvbmkKEsarOUtFegCNr7Jl+WzTRKmDA7f2r45G9D86ZYqdqKBRDFqziPDI+c5iE4naZK34ZIF31Knyw64+MX/Q8FI64GKtDv8jSYEreA3L1QxvuXO25cMl4D55jEAnkL60PFJCz7JeQnP0zLWQR297lXpqiG6lbuuYg4Lxc8uQKBgQDyqHNv0T63VgSNxm8rWdDFWdu2SzIrHRkgRHR+2U6PmjCW1GIvtJgzM2JNwdWJ0bT2sB1e5JCEiOaXTD3MlKVk3tKgxpogBYDRd6D0Qdj8b7EqAacpBcIFyGwWdIFieCBOIXC3xCoI9hw6SjAFRNvvWvm3QblWEMIsgRXmdG9mFwKBgE2I+IKmWRcksjKT/tD7wX4EzrXqk92p/sUXaGoFswf+4GalSwZtctjsJkxAfoxMMw4t/88gyVS0V7OuYpQqCDee6GiE5HMGtiuiDuzgGicxMgxKPegGgrdTPe8UofTlrNoFkkWDr+oiO0HexISRzAB2FlU+wbqteCMAcc8mAsvRAoGBANHMHnIwwT6Vmj5RsFAUyVG3jSShAvEPqWeih+4cR7YUo6nkWjfQtj6eUIHV8p/DtegLAHnIt8I+8s8g1dWJNy5tEEJ9M0g4OdXgzkIgpFAs6UneP/5Rwhxp2jnX5P2TyqqCcwgPDCDPWDx1Y+tKS7U4POraYjktKBR+Tsb/KEllAoGBAOAK9kXsM+nwtrxJ44kZranns1JNqO1JhR4EC1MErKao0KUqC6F/yrqhmnOPiJiuXUtjR93BVJntKQXK8lC1dusBWVvYfQyCU04g9ydcxIYtYPR66Wkins2Dwo8vChbB2IeWcz4AYB0eH54mCs1LHiSJconV1ShsqBKMkDc0WqC0';
const PUBLIC_DER =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5pz0TO1NtKl+iuTfvYqNZ9wBGLQDvv2XDcmc4tHc3bQ0ZEReno1acGAGVBEY7m/I2sdEMBHZDNmec8l9o5D/IytRFDpRfDqh3laD5CqfnJOyUgrgAfHX6HL6Xaqn+24bnT97Q1LbdwSbJmUefN+m/RxWvRN1Z/s2UvUVpuH9eXCybFm0oduNNd+U72jaKQxiFTBgzdGyozh4jPRS5FxS/yCoYSh1HpJIT+FoSDXWqt2hV6ZX4bHqOb5wHAzuZyMAIA9PZPWJbDPzDWjTLdYy/9UsqffZTdA2cUsXYtdob2J5oqCvlJxVGWdtU4/sVrFyqr1akx8tkMeAuU2cpX8qnwIDAQAB';

export const SNAP_KEYS = {
  clientId: 'GERAI-CLIENT-01',
  clientSecret: 'secretGerai01',
  partnerId: 'GERAI-CLIENT-01',
  channelId: '95221',
  merchantId: 'GERAI01',
  clientPrivateKey: PRIVATE_DER,
  acquirerPublicKey: PUBLIC_DER,
};

/** What the shop has registered with the acquirer. */
export const clientPublicKey = createPublicKey({
  key: Buffer.from(PUBLIC_DER, 'base64'),
  format: 'der',
  type: 'spki',
});

/** What the acquirer signs its notifications with. */
export const acquirerPrivateKey = createPrivateKey({
  key: Buffer.from(PRIVATE_DER, 'base64'),
  format: 'der',
  type: 'pkcs8',
});
