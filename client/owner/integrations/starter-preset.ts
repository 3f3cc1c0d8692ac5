/** An outline to write a preset from: a bearer key, one operation, a signed webhook and a free test. */
export const STARTER_PRESET = `{
  "id": "my-provider",
  "version": 1,
  "kind": "payment",
  "format": "rest_json",
  "title": { "id": "Penyedia saya", "en": "My provider" },
  "access": "self_serve",
  "confidence": "guess",
  "features": ["payment.qris"],
  "environments": {
    "sandbox": { "baseUrl": "https://sandbox.example.com" },
    "production": { "baseUrl": "https://api.example.com" },
    "simulator": { "baseUrl": "{{env.sandboxUrl}}/my-provider" }
  },
  "fields": [
    {
      "key": "apiKey",
      "type": "secret",
      "required": true,
      "label": { "id": "Kunci API", "en": "API key" }
    },
    {
      "key": "webhookSecret",
      "type": "secret",
      "required": false,
      "generate": "token",
      "label": { "id": "Rahasia webhook", "en": "Webhook secret" }
    }
  ],
  "auth": { "type": "bearer", "token": "{{secret.apiKey}}" },
  "net": { "timeoutMs": 15000 },
  "operations": {
    "payment.create": {
      "safe": false,
      "request": {
        "method": "POST",
        "path": "/payments",
        "bodyType": "json",
        "body": {
          "reference": "{{in.reference}}",
          "amount": "{{in.amount|major:0}}"
        }
      },
      "accept": [{ "http": [200, 201] }],
      "read": { "providerId": "id", "rawStatus": "status", "qrString": "qr" }
    }
  },
  "status": {
    "path": "status",
    "map": { "open": "pending", "paid": "succeeded", "expired": "expired" },
    "default": "unknown"
  },
  "webhook": {
    "verify": {
      "scheme": "hmac",
      "alg": "sha256",
      "signed": "{{raw}}",
      "given": "header.x-signature",
      "encoding": "hex",
      "key": "{{secret.webhookSecret}}"
    },
    "dedupe": "id",
    "read": { "reference": "reference", "rawStatus": "status" },
    "confirm": null,
    "reply": { "status": 200, "body": "ok" }
  },
  "test": {
    "cost": "free",
    "request": { "method": "GET", "path": "/me" },
    "verdicts": [
      { "when": { "http": [200] }, "is": "ok" },
      { "when": { "http": [401] }, "is": "bad_key" }
    ]
  },
  "errors": []
}
`;
