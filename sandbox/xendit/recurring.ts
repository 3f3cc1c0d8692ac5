import { randomUUID } from 'node:crypto';
import { type Json, json, jsonBody, textAt } from '../core/http.ts';
import type { Payable } from '../core/payable.ts';
import { BUSINESS_ID, type Desk, isAmount, isText, missing, problem } from './desk.ts';

interface Plan {
  id: string;
  fields: Json;
  status: 'ACTIVE' | 'INACTIVE';
  cycles: Json[];
  createdAt: number;
  updatedAt: number;
}

/** Recurring plans; the control page plays the day of the next cycle. */
export function recurring(desk: Desk): { clear: () => void } {
  const all = new Map<string, Plan>();
  const unknown = () => problem(404, 'DATA_NOT_FOUND', 'Recurring plan was not found');
  const event = (name: string, plan: Plan, data: Json) =>
    desk.notify(name, plan.id, { event: name, business_id: BUSINESS_ID, created: desk.iso(), data });

  desk
    .onCreate('POST', '/recurring/plans', (body) => {
      const wrong = missing(body, {
        reference_id: isText(body.reference_id),
        customer_id: isText(body.customer_id),
        recurring_action: body.recurring_action === 'PAYMENT',
        currency: body.currency === 'IDR',
        amount: isAmount(body.amount),
      });
      if (wrong) return wrong;
      const now = desk.now();
      const plan: Plan = {
        id: `repl_${randomUUID()}`,
        fields: body,
        status: 'ACTIVE',
        cycles: [],
        createdAt: now,
        updatedAt: now,
      };
      all.set(plan.id, plan);
      desk.bench.book.add(payable(plan));
      event('recurring.plan.activated', plan, shown(plan));
      return json(200, shown(plan));
    })
    .on('GET', '/recurring/plans/:id', (call) => {
      const plan = all.get(call.params.id ?? '');
      return plan ? json(200, shown(plan)) : unknown();
    })
    .on('PATCH', '/recurring/plans/:id', (call) => {
      const plan = all.get(call.params.id ?? '');
      if (!plan) return unknown();
      const changes = Object.entries(jsonBody(call) ?? {}).filter(([, value]) => value !== undefined);
      Object.assign(plan.fields, Object.fromEntries(changes));
      plan.updatedAt = desk.now();
      return json(200, shown(plan));
    })
    .on('POST', '/recurring/plans/:id/deactivate', (call) => {
      const plan = all.get(call.params.id ?? '');
      if (!plan) return unknown();
      plan.status = 'INACTIVE';
      plan.updatedAt = desk.now();
      event('recurring.plan.inactivated', plan, shown(plan));
      return json(200, shown(plan));
    })
    .on('GET', '/recurring/plans/:id/cycles', (call) => {
      const plan = all.get(call.params.id ?? '');
      return plan ? json(200, { data: plan.cycles, has_more: false }) : unknown();
    })
    .on('GET', '/recurring/plans/:id/cycles/:cycle', (call) => {
      const cycle = all.get(call.params.id ?? '')?.cycles.find(({ id }) => id === call.params.cycle);
      return cycle ? json(200, cycle) : unknown();
    });

  function shown(plan: Plan): Json {
    return {
      id: plan.id,
      ...plan.fields,
      status: plan.status,
      recurring_cycle_count: plan.cycles.length,
      actions: [],
      created: desk.iso(plan.createdAt),
      updated: desk.iso(plan.updatedAt),
    };
  }

  function payable(plan: Plan): Payable {
    return {
      vendor: 'xendit',
      id: plan.id,
      order: textAt(plan.fields, 'reference_id'),
      method: 'card',
      amount: Number(plan.fields.amount),
      get state() {
        return plan.status === 'ACTIVE' ? 'open' : 'cancelled';
      },
      get label() {
        return `plan ${plan.status}`;
      },
      codes: [],
      pageUrl: null,
      createdAt: plan.createdAt,
      expiresAt: null,
      refunded: 0,
      actions: () => (plan.status === 'ACTIVE' ? ['pay', 'decline'] : []),
      act: (action) => {
        const done = action === 'pay';
        const cycle: Json = {
          id: `recy_${randomUUID()}`,
          plan_id: plan.id,
          reference_id: plan.fields.reference_id,
          cycle_number: plan.cycles.length + 1,
          currency: 'IDR',
          amount: plan.fields.amount,
          status: done ? 'SUCCEEDED' : 'FAILED',
          attempt_count: 1,
          created: desk.iso(),
          updated: desk.iso(),
        };
        plan.cycles.push(cycle);
        event('recurring.cycle.created', plan, { ...cycle, status: 'SCHEDULED' });
        event(done ? 'recurring.cycle.succeeded' : 'recurring.cycle.failed', plan, cycle);
        return { ok: true };
      },
    };
  }

  return { clear: () => all.clear() };
}
