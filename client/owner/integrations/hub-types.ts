import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../server/trpc/router.ts';

type Answers = inferRouterOutputs<AppRouter>;

export type Connection = Answers['connections']['get'];
export type PresetShown = Answers['connections']['presets']['list'][number];
export type PresetField = Answers['connections']['presets']['get']['fields'][number];
export type FieldValue = string | number | boolean;
export type Template = Answers['connections']['templates']['list'][number];
export type FeatureMap = Answers['connections']['features']['list'];
export type TestResult = Answers['connections']['test'];
export type Health = Answers['integrations']['health'][number];
export type LogRow = Answers['integrations']['log']['rows'][number];
export type WebhookRow = Answers['integrations']['webhooks']['list']['rows'][number];

/** The page of one connection, and of its parts. */
export const CONNECTION_PAGE = '/owner/integrations/connection';

export const TABS = ['health', 'log', 'webhooks', 'settings'] as const;
/** A part of the connection's page. */
export type Tab = (typeof TABS)[number];
