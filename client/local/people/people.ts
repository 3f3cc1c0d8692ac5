import { type Action, allowed } from '../../../shared/permissions.ts';
import { ROLES, type Role } from '../../../shared/roles.ts';
import type { OutletSettings } from '../../../shared/settings/types.ts';
import type { ApproveResult } from '../day-types.ts';
import type { LedgerDb } from '../ledger/ledger-db.ts';
import { type KeptIdentity, type KeptSnapshot, readMeta, writeMeta } from '../ledger/meta.ts';
import { createStore, type Store } from '../store.ts';
import type { PinResult, SnapshotState, StaffMember } from '../types.ts';
import { bindPins, checkAnyPin, checkPin } from './pin.ts';
import { type Snapshot, verifySnapshot } from './snapshot.ts';

/** Who may sell on this device, offline too. */
export interface People {
  staff: Store<readonly StaffMember[]>;
  snapshot: Store<SnapshotState>;
  /** Reads the kept list, after its signature has been checked again. */
  load(identity: KeptIdentity | null): Promise<void>;
  /** Keeps a list that the server just sent, if it is genuine and not older than the kept one. */
  take(
    sent: { jws: string; pins: { staffId: string; salt: string; stretched: string; iterations: number }[] },
    identity: KeptIdentity,
  ): Promise<void>;
  signIn(staffId: string, pin: string): Promise<PinResult>;
  /** What somebody may do now: a list that has expired leaves everybody a cashier. */
  roleOf(staffId: string): Role;
  /** Whether the PIN is of somebody who may do `action`: of `staffId`, or of anybody when null. */
  approve(
    draft: { staffId: string | null; pin: string; action: Action; reason?: string },
    settings: OutletSettings,
  ): Promise<ApproveResult>;
}

/** `serverNow`: the best guess of the server's clock, for expiry. */
export function openPeople(db: LedgerDb, ports: { now: () => number; serverNow: () => number }): People {
  const staff = createStore<readonly StaffMember[]>([]);
  const snapshot = createStore<SnapshotState>({ expiresAtMs: null, expired: false });
  let pins: KeptSnapshot['pins'] = [];
  let current: Snapshot | null = null;

  const findActive = (staffId: string) => current?.staff.find((one) => one.id === staffId && one.active);
  const roleOf = (staffId: string): Role =>
    isExpired() ? 'cashier' : (findActive(staffId)?.role ?? 'cashier');
  const isExpired = () => current !== null && ports.serverNow() >= current.expiresAtMs;
  const show = (next: Snapshot | null, nextPins: KeptSnapshot['pins']) => {
    current = next;
    pins = nextPins;
    staff.set(
      // Whoever stands at the till most comes first; otherwise as they joined the shop.
      (next?.staff ?? [])
        .filter((member) => member.active)
        .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role)),
    );
    snapshot.set({ expiresAtMs: next?.expiresAtMs ?? null, expired: isExpired() });
  };

  return {
    staff,
    snapshot,
    load: async (identity) => {
      const kept = identity ? await readMeta(db, 'snapshot') : undefined;
      const genuine =
        identity && kept ? await verifySnapshot(kept.jws, identity.snapshotPublicKey, identity) : null;
      show(genuine, genuine && kept ? kept.pins : []);
    },
    take: async ({ jws, pins: sentPins }, identity) => {
      const genuine = await verifySnapshot(jws, identity.snapshotPublicKey, identity);
      if (!genuine) return;
      // An old list played back would bring back roles and PINs since taken away.
      if (current && current.deviceId === genuine.deviceId && genuine.issuedAtMs < current.issuedAtMs) return;
      const bound = await bindPins(db, sentPins);
      await writeMeta(db, 'snapshot', { jws, pins: bound });
      show(genuine, bound);
    },
    signIn: async (staffId, pin) => {
      const member = findActive(staffId);
      if (!member) return { ok: false, reason: 'notAllowed' };
      const checked = await checkPin(db, pins, staffId, pin, ports.now);
      if (!checked.ok) return checked;
      const snapshotExpired = isExpired();
      snapshot.set({ expiresAtMs: current?.expiresAtMs ?? null, expired: snapshotExpired });
      // The shop goes on selling after a month without a network, but nobody keeps power that may be gone.
      return {
        ok: true,
        staff: snapshotExpired ? { ...member, role: 'cashier' } : member,
        snapshotExpired,
      };
    },
    roleOf,
    approve: async ({ staffId, pin, action, reason }, settings) => {
      const who = staffId === null ? (current?.staff ?? []).map(({ id }) => id) : [staffId];
      const able = who.filter((id) => findActive(id) && allowed(action, roleOf(id), settings));
      if (able.length === 0) return { ok: false, reason: 'notAllowed' };
      let approvedBy = staffId;
      if (staffId === null) {
        const checked = await checkAnyPin(db, pins, able, pin, ports.now);
        if (!checked.ok) return checked;
        approvedBy = checked.staffId;
      } else {
        const checked = await checkPin(db, pins, staffId, pin, ports.now);
        if (!checked.ok) return checked;
      }
      const approver = approvedBy === null ? undefined : findActive(approvedBy);
      if (!approver) return { ok: false, reason: 'notAllowed' };
      return {
        ok: true,
        approver,
        approval: { action, approvedBy: approver.id, ...(reason ? { reason } : {}) },
      };
    },
  };
}
