import { createHash } from 'node:crypto';
import { z } from 'zod';
import { jmesProblem } from './jmes.ts';
import { patternProblem } from './pattern-fence.ts';
import { type TemplateTree, templateProblem } from './template.ts';
import { ZONE_NAMES } from './time-zones.ts';

/*
 * The preset format, version 1 (docs/presets.md explains it, docs/preset.schema.json is made from this file).
 * Unknown keys are errors everywhere: a misspelt key must never mean "no check".
 */

export const CANONICAL_STATUSES = [
  'pending',
  'succeeded',
  'failed',
  'expired',
  'cancelled',
  'refunded',
  'unknown',
  'queued',
  'sent',
  'delivered',
  'read',
] as const;
export type CanonicalStatus = (typeof CANONICAL_STATUSES)[number];

export const KINDS = [
  'payment',
  'messaging',
  'marketplace',
  'delivery',
  'accounting',
  'mail',
  'ota',
  'lock',
  'ai',
  'storage',
  'captcha',
  'rates',
  'tax',
  'push',
  'custom',
] as const;

const FORMATS = ['rest_json', 'rest_form', 'rest_xml', 'ota_xml', 's3', 'siteverify', 'lan_json'] as const;
const FLOWS = [
  'redirect_flow',
  'embed_flow',
  'qris_dynamic',
  'va_static',
  'direct_charge',
  'e_wallet_redirect',
  'recurring',
] as const;
const VERDICTS = ['ok', 'bad_key', 'forbidden', 'misconfigured', 'no_balance', 'rate_limited'] as const;
export type Verdict = (typeof VERDICTS)[number];

const HASHES = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'] as const;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'a name like serverKey');
const verb = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*){1,2}$/, 'a verb like payment.create');
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,80}\??$/, 'a header name');
const code = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'a code like bad_key');
const template = fenced(z.string().max(4_000), templateProblem);
const jmes = fenced(z.string().min(1), jmesProblem);
const localText = z.strictObject({ id: z.string().min(1).max(400), en: z.string().min(1).max(400) });
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const vars = z.record(name, template);
const headers = z.record(headerName, template);
const templateTree: z.ZodType<TemplateTree> = z.lazy(() =>
  z.union([
    template,
    z.number(),
    z.boolean(),
    z.null(),
    z.array(templateTree).max(200),
    z.record(z.string().max(120), templateTree),
  ]),
);

const expected = z.union([scalar, z.array(scalar).min(1), z.strictObject({ exists: z.boolean() })]);
const rule = z
  .strictObject({
    http: z.array(z.int().min(100).max(599)).min(1).optional(),
    body: z.record(jmes, expected).optional(),
    header: z.record(headerName, z.union([z.string(), z.array(z.string()).min(1)])).optional(),
    text: z.string().min(1).max(200).optional(),
  })
  .refine((given) => Object.values(given).some((part) => part !== undefined), 'a rule needs a condition');

const readShape = z.strictObject({
  path: jmes,
  as: z.enum(['money', 'int', 'date', 'string', 'bool', 'enum']),
  /** How many decimals the number has behind its last digit: 2 when Rp 10.000 is written 1000000. */
  scale: z.union([z.int().min(0).max(6), template]).optional(),
  currency: z.string().length(3).optional(),
  tz: z.enum(ZONE_NAMES).optional(),
  map: z.record(z.string(), scalar).optional(),
  default: scalar.optional(),
});
const reads = z.record(name, z.union([jmes, readShape]));

const status = z.strictObject({
  path: jmes,
  map: z.record(z.string(), z.enum(CANONICAL_STATUSES)),
  also: z.array(z.strictObject({ when: rule, is: z.enum(CANONICAL_STATUSES) })).optional(),
  default: z.enum(CANONICAL_STATUSES),
});

const request = z.strictObject({
  method: z.enum(METHODS),
  /** Only for a vendor whose calls go to several hosts; otherwise the environment's. */
  baseUrl: template.optional(),
  path: fenced(z.string().max(2_000), pathProblem),
  vars: vars.optional(),
  query: z.record(z.string().max(120), template).optional(),
  headers: headers.optional(),
  bodyType: z.enum(['json', 'form', 'xml', 'none']).optional(),
  body: templateTree.optional(),
});

const paginate = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.enum(['cursor', 'page', 'offset']),
    send: z.strictObject({ in: z.enum(['query', 'body']), name: z.string().max(80) }),
    /** Where the answer holds the next cursor (cursor). */
    read: jmes.optional(),
    /** The number of the first page (page), or the size of a page (offset). */
    first: z.int().min(0).max(1).optional(),
    size: z.int().min(1).max(1_000).optional(),
    stop: rule.optional(),
    maxPages: z.int().min(1).max(100),
  }),
  z.strictObject({ type: z.literal('link'), maxPages: z.int().min(1).max(100) }),
]);

const operation = z.strictObject({
  request,
  accept: z.array(rule).min(1),
  read: reads,
  /** The answer is a list: `items` finds its elements, `read` reads each of them. */
  list: z.strictObject({ items: jmes, read: reads }).optional(),
  paginate: paginate.optional(),
  status: status.optional(),
  idempotency: z
    .union([
      z.strictObject({ header: headerName, value: template }),
      z.strictObject({ field: z.string().max(80) }),
    ])
    .optional(),
  /** May be repeated without harm. */
  safe: z.boolean(),
});

const simpleAuth = [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.literal('header'),
    name: headerName,
    value: template,
    headers: headers.optional(),
  }),
  z.strictObject({ type: z.literal('query'), name: z.string().max(80), value: template }),
  z.strictObject({ type: z.literal('basic'), username: template, password: template }),
  z.strictObject({ type: z.literal('bearer'), token: template }),
  z.strictObject({ type: z.literal('body'), values: z.record(z.string().max(80), template) }),
  z.strictObject({ type: z.literal('wsse'), username: template, password: template }),
  z.strictObject({
    type: z.literal('sigv4'),
    accessKey: template,
    secretKey: template,
    region: template,
    service: template,
  }),
  z.strictObject({
    type: z.literal('vapid'),
    subject: template,
    publicKey: template,
    privateKey: template,
  }),
  z.strictObject({
    type: z.literal('hmac'),
    vars: vars.optional(),
    headers: headers.optional(),
    stringToSign: template,
    /** For vendors that leave a line out when there is no body. */
    withoutBody: template.optional(),
    algorithm: z.enum(HASHES),
    key: template,
    encoding: z.enum(['hex', 'base64']),
    prefix: z.string().max(40).optional(),
    in: z.enum(['header', 'query']),
    name: headerName,
  }),
] as const;
const simpleAuthSchema = z.discriminatedUnion('type', simpleAuth);
const exchange = {
  request,
  accept: z.array(rule).min(1),
  read: z
    .strictObject({
      token: jmes.optional(),
      cookie: z.string().max(80).optional(),
      expiresIn: jmes.optional(),
    })
    .refine((read) => read.token !== undefined || read.cookie !== undefined, 'token or cookie is needed'),
  /** Seconds a token is kept when the answer does not say how long it lives. */
  ttl: z.int().min(10).max(2_592_000),
  maxPerHour: z.int().min(1).max(3_600).optional(),
  apply: simpleAuthSchema,
};
const auth = z.discriminatedUnion('type', [
  ...simpleAuth,
  z.strictObject({ type: z.literal('token_exchange'), ...exchange }),
  z.strictObject({ type: z.literal('session'), ...exchange }),
]);

const canonicalForm = z.strictObject({
  drop: z.array(z.string()).optional(),
  defaults: z.record(z.string(), z.union([scalar, z.array(scalar)])).optional(),
  integers: z.array(z.string()).optional(),
  booleans: z.array(z.string()).optional(),
  json: z.array(z.string()).optional(),
  escape: z.enum(['none', 'slashes', 'slashes_and_unicode']),
});

const templates = z.union([template, z.array(template).min(1).max(8)]);
const given = z.union([
  fenced(z.string(), givenProblem),
  z.strictObject({ path: fenced(z.string(), givenProblem), pairs: name }),
]);
const tolerance = z.strictObject({
  path: fenced(z.string(), givenProblem),
  seconds: z.int().min(0).max(604_800),
});
const signedBy = {
  vars: vars.optional(),
  canonical: z.record(name, canonicalForm).optional(),
  /** What is signed; with several, one match is enough. */
  signed: templates,
  given,
  prefix: z.string().max(40).optional(),
  tolerance: tolerance.optional(),
};
const verify = z.discriminatedUnion('scheme', [
  z.strictObject({
    scheme: z.literal('hmac'),
    ...signedBy,
    alg: z.enum(HASHES),
    encoding: z.enum(['hex', 'base64']),
    key: templates,
  }),
  z.strictObject({
    scheme: z.literal('hash'),
    ...signedBy,
    alg: z.union([z.enum(HASHES), z.array(z.enum(HASHES)).min(1).max(3)]),
    encoding: z.enum(['hex', 'base64']),
  }),
  z.strictObject({
    scheme: z.literal('rsa'),
    ...signedBy,
    alg: z.enum(HASHES),
    encoding: z.enum(['hex', 'base64']),
    key: templates,
  }),
  z.strictObject({
    scheme: z.literal('ed25519'),
    ...signedBy,
    encoding: z.enum(['hex', 'base64']),
    key: templates,
  }),
  z.strictObject({
    scheme: z.literal('token'),
    given,
    equals: templates,
    prefix: z.string().max(40).optional(),
  }),
  z.strictObject({ scheme: z.literal('basic'), username: template, password: template }),
  z.strictObject({
    scheme: z.literal('standard_webhooks'),
    key: templates,
    toleranceSeconds: z.int().optional(),
  }),
  z.strictObject({ scheme: z.literal('none') }),
]);

const reply = z.strictObject({
  status: z.int().min(200).max(499),
  headers: headers.optional(),
  body: templateTree,
  /** For vendors that answer XML to XML: used when the webhook came as XML. */
  xml: template.optional(),
});
const webhook = z
  .strictObject({
    verify,
    /** Verified, but about something that changes nothing here. */
    ignore: z.array(rule).optional(),
    dedupe: z.union([jmes, z.array(jmes).min(1).max(6), z.strictObject({ header: headerName })]),
    order: jmes.optional(),
    read: reads,
    status: status.optional(),
    confirm: verb.nullable(),
    trust: z.enum(['delivery_status_only']).optional(),
    reply,
    reject: reply.optional(),
  })
  .refine(
    ({ verify: { scheme }, confirm, trust }) =>
      !['none', 'token', 'basic'].includes(scheme) || confirm !== null || trust !== undefined,
    'a webhook without a signature needs confirm or trust',
  );

const field = z
  .strictObject({
    key: name,
    label: localText,
    type: z.enum(['text', 'secret', 'select', 'url', 'number', 'file']),
    required: z.boolean(),
    pattern: fenced(z.string().max(200), patternProblem).optional(),
    /** A pattern per environment, so that a test key is refused in live mode. */
    patterns: z.record(z.string(), fenced(z.string().max(200), patternProblem)).optional(),
    options: z.array(z.string()).min(1).max(60).optional(),
    default: z.union([z.string().max(400), z.number(), z.boolean()]).optional(),
    example: z.string().max(200).optional(),
    help: localText.optional(),
    /** Only asked for in this environment. */
    env: z.string().optional(),
    visibleWhen: z.record(name, scalar).optional(),
    /** Made by us when the connection is created; the owner copies it to the vendor. */
    generate: z.literal('token').optional(),
    /** Has a date of expiry that the owner may note down. */
    expires: z.boolean().optional(),
  })
  .refine(({ type, options }) => (type === 'select') === (options !== undefined), 'options belong to select');

const environment = z.strictObject({
  baseUrl: fenced(z.string().min(1).max(300), baseUrlProblem),
  vars: z.record(name, template).optional(),
});

export const presetSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'lower case, digits and dashes'),
    version: z.int().min(1),
    kind: z.enum(KINDS),
    format: z.enum(FORMATS),
    title: localText,
    access: z.enum(['self_serve', 'application', 'partner']),
    confidence: z.enum(['confirmed', 'docs', 'guess']),
    docs: z.url({ protocol: /^https$/ }).optional(),
    /** What a kind may use this for, as `payment.qris`. */
    features: z.array(verb).min(1).max(12).optional(),
    flow: z.enum(FLOWS).optional(),
    limits: z
      .strictObject({ minAmount: z.int().min(0), maxAmount: z.int().min(1) })
      .partial()
      .optional(),
    environments: z
      .record(z.string().regex(/^[a-z][a-z0-9_]{1,29}$/), environment)
      .refine((all) => Object.keys(all).length > 0, 'at least one environment'),
    fields: z.array(field).max(40),
    auth,
    net: z.strictObject({
      timeoutMs: z.int().min(500).max(30_000),
      retry: z
        .strictObject({
          max: z.int().min(0).max(5),
          on: z.array(z.int().min(400).max(599)),
          backoffMs: z.int().min(0).max(10_000),
          honour: z.array(headerName).optional(),
        })
        .optional(),
      rate: z
        .strictObject({ perSecond: z.number().gt(0).max(1_000), burst: z.int().min(1).max(1_000) })
        .optional(),
      concurrency: z.int().min(1).max(100).optional(),
    }),
    /** XML: elements that are always lists; `unwrap` leaves the outermost element out, so that reads fit JSON too. */
    xml: z.strictObject({ lists: z.array(z.string()).max(40), unwrap: z.boolean().optional() }).optional(),
    operations: z.record(verb, operation),
    status: status.optional(),
    webhook: webhook.optional(),
    /** The vendor signs its answers. Without `required` an answer that carries no signature passes. */
    answer: z.strictObject({ verify, required: z.boolean() }).optional(),
    test: z.strictObject({
      cost: z.enum(['free', 'paid']),
      /** `exchange`: fetching a token is the probe, because nothing cheaper exists. */
      request: z.union([z.literal('exchange'), request]),
      verdicts: z
        .array(z.strictObject({ when: rule, is: z.enum(VERDICTS), userMessage: localText.optional() }))
        .min(1),
    }),
    errors: z.array(
      z.strictObject({
        when: rule,
        code,
        retry: z.boolean(),
        /** The vendor may have carried the request out all the same. */
        outcome: z.enum(['refused', 'unknown']).optional(),
        /** The token was refused although it had not expired: fetch another one, once. */
        refreshToken: z.boolean().optional(),
        userMessage: localText,
      }),
    ),
    paginate: paginate.optional(),
    fixtures: z
      .strictObject({
        good: z.string().optional(),
        bad_key: z.string().optional(),
        webhook: z.string().optional(),
      })
      .optional(),
  })
  .superRefine((preset, context) => {
    const confirm = preset.webhook?.confirm;
    if (confirm && !Object.hasOwn(preset.operations, confirm))
      context.addIssue({
        code: 'custom',
        path: ['webhook', 'confirm'],
        message: `no operation ${confirm}`,
      });
    const exchanges = preset.auth.type === 'token_exchange' || preset.auth.type === 'session';
    if (preset.test.request === 'exchange' && !exchanges)
      context.addIssue({
        code: 'custom',
        path: ['test', 'request'],
        message: 'auth fetches no token to probe',
      });
    const keys = preset.fields.map(({ key }) => key);
    for (const [index, key] of keys.entries())
      if (keys.indexOf(key) !== index)
        context.addIssue({ code: 'custom', path: ['fields', index, 'key'], message: `${key} stands twice` });
  });

export type Preset = z.infer<typeof presetSchema>;
export type PresetField = z.infer<typeof field>;
export type Operation = z.infer<typeof operation>;
export type RequestTemplate = z.infer<typeof request>;
export type Rule = z.infer<typeof rule>;
export type Reads = z.infer<typeof reads>;
export type StatusMap = z.infer<typeof status>;
export type Auth = z.infer<typeof auth>;
export type SimpleAuth = z.infer<typeof simpleAuthSchema>;
export type Exchange = Extract<Auth, { type: 'token_exchange' | 'session' }>;
export type Paginate = z.infer<typeof paginate>;
export type Webhook = z.infer<typeof webhook>;
export type Verify = z.infer<typeof verify>;
export type CanonicalForm = z.infer<typeof canonicalForm>;
export type Reply = z.infer<typeof reply>;
export type LocalText = z.infer<typeof localText>;

export type PresetIssue = { path: (string | number)[]; message: string };

const MAX_DEPTH = 24;
const MAX_NODES = 5_000;

/** Reads a preset that somebody wrote. Never throws, whatever it is given; each issue says where and what. */
export function parsePreset(
  value: unknown,
): { ok: true; preset: Preset } | { ok: false; issues: PresetIssue[] } {
  const size = sizeProblem(value);
  if (size) return { ok: false, issues: [{ path: [], message: size }] };
  const result = presetSchema.safeParse(value);
  if (result.success) return { ok: true, preset: result.data };
  const issues = result.error.issues.slice(0, 50).map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message,
  }));
  return { ok: false, issues };
}

/**
 * Changes when a stored connection may no longer fit its preset: other fields, another way to sign in.
 * A connection keeps the hash it was saved with.
 */
export function shapeHash(preset: Preset): string {
  const fields = preset.fields.map(({ key, type, required, options }) => [
    key,
    type,
    required,
    options ?? null,
  ]);
  const shape = JSON.stringify([preset.format, fields, preset.auth, Object.keys(preset.environments)]);
  return createHash('sha256').update(shape).digest('hex').slice(0, 16);
}

function fenced(text: z.ZodString, problemOf: (value: string) => string | null) {
  return text.superRefine((value, context) => {
    const problem = problemOf(value);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });
}

function givenProblem(path: string): string | null {
  const known = /^(header|query|body|given)(\.[A-Za-z0-9_-]{1,80}){1,6}$/.test(path);
  return known && !/\.(__proto__|constructor|prototype)(\.|$)/.test(path)
    ? null
    : 'a place like header.x-signature';
}

function pathProblem(path: string): string | null {
  return /^(\/|\{\{cfg\.)/.test(path) ? templateProblem(path) : 'a path that starts with /';
}

function baseUrlProblem(url: string): string | null {
  if (!/^(https:\/\/|http:\/\/|\{\{(env|cfg)\.)/.test(url)) return 'an address that starts with https://';
  return url.endsWith('/') ? 'without a slash at the end' : templateProblem(url);
}

// Deep nesting would exhaust the stack of whatever walks it; the walk that finds out keeps its own stack.
function sizeProblem(value: unknown): string | null {
  const waiting: [unknown, number][] = [[value, 0]];
  let nodes = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, depth] = next;
    nodes += 1;
    if (nodes > MAX_NODES) return `more than ${MAX_NODES} values`;
    if (depth > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH}`;
    if (typeof node !== 'object' || node === null) continue;
    if (Object.hasOwn(node, '__proto__')) return 'the name __proto__ is not allowed';
    for (const part of Object.values(node)) waiting.push([part, depth + 1]);
  }
  return null;
}
