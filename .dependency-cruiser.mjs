// The arrows of the house (docs/architecture.md): client -> shared <- server; in server, kinds -> hub -> db,
// domain folders -> db and events, and nothing imports a door. Run by `npm run imports`.

const TEST = '\\.test\\.tsx?$';
const TESTING = `${TEST}|/testing(\\.ts$|/)`;
const DOORS = '^server/(main\\.ts$|(trpc|rest|http|jobs)/)';
const ROUTERS = '^server/[^/]+/router\\.ts$';
const ROUTES = '^server/[^/]+/[a-z-]*routes\\.ts$';
const DOMAINS = '^server/(accounts|catalogue|customers|stock|sales|shifts|sync)/';
const KINDS = '^server/(payments|messaging|marketplaces|delivery|accounting|mail|storage)/';
const OUTSIDE = '^(sandbox|presets|e2e|bench)/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    rule(
      'client-to-server',
      'The client knows the server by the type of its root router alone.',
      { path: '^client/' },
      { path: '^server/', pathNot: '^server/trpc/router\\.ts$' },
    ),
    rule(
      'client-runs-server',
      'The root router is imported as a type, or the server would end up in the bundle.',
      { path: '^client/' },
      { path: '^server/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'server-to-client',
      'The server knows nothing of screens.',
      { path: '^server/' },
      { path: '^client/' },
    ),
    rule(
      'shared-stands-alone',
      'Both sides use shared, so it imports neither (what printers are sent is proven on the virtual printer).',
      { path: '^shared/', pathNot: '^shared/receipt/[a-z-]+\\.test\\.ts$' },
      { path: '^(client|server|sandbox|e2e|bench)/' },
    ),
    rule(
      'shared-without-node',
      'Shared code also runs in a browser.',
      { path: '^shared/', pathNot: TEST },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'shared-packages',
      'Only pure packages that run in a browser, in a service worker and in Node.',
      { path: '^shared/', pathNot: TESTING },
      {
        path: 'node_modules/',
        pathNot: 'node_modules/(zod|uuid|uqr|@point-of-sale/receipt-printer-encoder)/',
      },
    ),
    rule(
      'nothing-imports-a-door',
      'Doors call the domain, never the other way round (tests may knock).',
      { path: '^server/', pathNot: [DOORS, TESTING, ROUTERS, ROUTES] },
      { path: DOORS },
    ),
    rule(
      'routers-use-procedures-only',
      "A domain's router builds on the procedures; it knows no other part of a door.",
      { path: ROUTERS, pathNot: DOORS },
      { path: DOORS, pathNot: '^server/trpc/procedures\\.ts$' },
    ),
    rule(
      'routes-answer-errors-only',
      "A domain's plain routes share the one way of answering errors; they know no other part of a door.",
      { path: ROUTES, pathNot: DOORS },
      { path: DOORS, pathNot: '^server/http/answer-error\\.ts$' },
    ),
    rule(
      'main-is-the-top',
      'main.ts wires everything and is imported by nothing inside the server.',
      { path: '^server/', pathNot: TESTING },
      { path: '^server/main\\.ts$' },
    ),
    rule(
      'domain-below-hub',
      "The shop's domain does not know that providers exist.",
      { path: DOMAINS },
      { path: ['^server/hub/', KINDS] },
    ),
    rule(
      'hub-below-kinds',
      'Kinds stand on the hub; the hub stands on the database.',
      { path: '^server/hub/', pathNot: TEST },
      { path: '^server/', pathNot: '^server/(hub|db|events)/|^server/[^/]+\\.ts$' },
    ),
    rule(
      'hub-stands-alone',
      'The engine is pure: no database, no web framework, nothing of one vendor.',
      { path: '^server/hub/', pathNot: TESTING },
      { path: ['^server/(db|events|http|trpc)/', 'node_modules/(express|drizzle-orm|postgres)/'] },
    ),
    rule(
      'presets-are-data',
      'What stands beside the presets are their tests, and those know the hub and the simulated vendors.',
      { path: '^presets/' },
      { path: '^(client|server|shared|sandbox|e2e|bench)/', pathNot: '^server/hub/|^sandbox/server' },
    ),
    rule(
      'db-below-all',
      'The database layer knows tables, not the code that uses them.',
      { path: '^server/db/', pathNot: TESTING },
      { path: '^server/', pathNot: '^server/db/|^server/[^/]+\\.ts$|/tables\\.ts$' },
    ),
    rule(
      'events-stand-on-db',
      'Anyone may raise an event, so events know no domain.',
      { path: '^server/events/', pathNot: TEST },
      { path: '^server/', pathNot: '^server/(events|db)/|^server/[^/]+\\.ts$|/tables\\.ts$' },
    ),
    rule(
      'local-without-screens',
      "The device's store knows no screen; the service worker uses it without a page.",
      { path: '^client/local/' },
      { path: '^client/(app|till|owner|ui|devices)/' },
    ),
    rule(
      'sandbox-is-a-stranger',
      'Simulated vendors are written from their documents, never from our code.',
      { path: '^sandbox/' },
      { path: '^(client|server|shared|e2e|bench)/' },
    ),
    rule(
      'flows-through-doors',
      'Whole flows use what outsiders can use; printers and their links are also put in trouble by themselves.',
      { path: '^e2e/' },
      {
        path: '^(client|server)/',
        pathNot: '^server/main\\.ts$|^server/(db|relay)/|^client/(local|devices)/',
      },
    ),
    rule(
      'measured-through-doors',
      'Measurements use what outsiders can use; pull, push, hub and decoders are also measured by themselves.',
      { path: '^bench/' },
      {
        path: '^(client|server)/',
        pathNot: '^server/main\\.ts$|^server/(db|sync|hub)/|^client/(local|devices)/',
      },
    ),
    rule(
      'nothing-needs-the-outside',
      'The product runs without sandbox, e2e and bench; only the demo brings the sandbox along.',
      { path: '^(client|server|shared)/', pathNot: [TESTING, '^server/main\\.ts$'] },
      { path: OUTSIDE },
    ),
    rule(
      'no-test-code-in-the-product',
      'Tests import the product, never the other way round.',
      { path: '^(client|server|shared|sandbox)/', pathNot: TESTING },
      { path: TESTING, pathNot: 'node_modules/' },
    ),
    rule(
      'no-dev-packages-in-the-product',
      'What the product needs to run belongs to dependencies.',
      { path: '^(client|server|shared)/', pathNot: TESTING },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule('no-circle', 'A circle means that a wall is in the wrong place.', {}, { circular: true }),
    rule(
      'resolvable',
      'Each import names something that exists.',
      { pathNot: 'node_modules' },
      { couldNotResolve: true, pathNot: '^virtual:|\\?' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
